package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.testkit.discovery.AnnouncerContract;
import io.waggle.testkit.discovery.AnnouncerFixture;

class DnssdAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() throws Exception {
    return DnssdWorld.open();
  }
}
