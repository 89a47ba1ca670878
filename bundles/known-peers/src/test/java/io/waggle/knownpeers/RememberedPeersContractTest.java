package io.waggle.knownpeers;

import io.waggle.testkit.discovery.FinderContract;
import io.waggle.testkit.discovery.FinderFixture;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class RememberedPeersContractTest extends FinderContract {

  @TempDir private Path folder;
  private int worlds;

  @Override
  protected FinderFixture open() {
    return new KnownWorld(Optional.of(folder.resolve("known-" + worlds++)));
  }
}
