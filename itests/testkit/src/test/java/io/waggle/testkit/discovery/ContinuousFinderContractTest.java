package io.waggle.testkit.discovery;

class ContinuousFinderContractTest extends FinderContract {

  @Override
  protected FinderFixture open() {
    return DoubleFixture.virtual(Doubles::continuous).settling();
  }
}
