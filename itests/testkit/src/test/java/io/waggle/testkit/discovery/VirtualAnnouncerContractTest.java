package io.waggle.testkit.discovery;

class VirtualAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() {
    return DoubleFixture.virtual(Doubles::fast);
  }
}
