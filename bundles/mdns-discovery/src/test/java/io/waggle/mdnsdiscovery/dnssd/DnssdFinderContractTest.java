package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.testkit.discovery.FinderContract;
import io.waggle.testkit.discovery.FinderFixture;

class DnssdFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() throws Exception {
    return DnssdWorld.open();
  }
}
