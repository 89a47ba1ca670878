package io.waggle.testkit.discovery;

import java.time.Duration;

class VirtualFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() {
    return DoubleFixture.virtual(doubles -> doubles.slow(Duration.ofSeconds(3)));
  }
}
