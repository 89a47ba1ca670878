package io.waggle.testkit.discovery;

class ContinuousAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() {
    return DoubleFixture.real(Doubles::continuous).settling();
  }
}
