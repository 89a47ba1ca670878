package io.waggle.testkit.discovery;

class RealFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() {
    return DoubleFixture.real(Doubles::fast);
  }
}
