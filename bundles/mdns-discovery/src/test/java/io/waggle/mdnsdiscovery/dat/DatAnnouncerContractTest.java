package io.waggle.mdnsdiscovery.dat;

import io.waggle.testkit.discovery.AnnouncerContract;
import io.waggle.testkit.discovery.AnnouncerFixture;

class DatAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() throws Exception {
    return DatWorld.open();
  }
}
