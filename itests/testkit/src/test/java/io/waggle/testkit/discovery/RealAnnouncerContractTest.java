package io.waggle.testkit.discovery;

class RealAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() {
    return DoubleFixture.real(Doubles::fast);
  }
}
