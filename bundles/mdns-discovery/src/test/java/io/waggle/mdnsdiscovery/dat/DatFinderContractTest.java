package io.waggle.mdnsdiscovery.dat;

import io.waggle.testkit.discovery.FinderContract;
import io.waggle.testkit.discovery.FinderFixture;

class DatFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() throws Exception {
    return DatWorld.open();
  }
}
