package io.waggle.dnsdiscovery;

import io.waggle.testkit.discovery.FinderContract;
import io.waggle.testkit.discovery.FinderFixture;

class DnsFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() throws Exception {
    return new UdpWorld();
  }
}
