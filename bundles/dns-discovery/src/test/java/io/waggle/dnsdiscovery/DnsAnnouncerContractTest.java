package io.waggle.dnsdiscovery;

import io.waggle.testkit.discovery.AnnouncerContract;
import io.waggle.testkit.discovery.AnnouncerFixture;

class DnsAnnouncerContractTest extends AnnouncerContract {

  @Override
  protected AnnouncerFixture open() throws Exception {
    return new UdpWorld();
  }
}
