package io.waggle.handshake.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFileTest {

  @TempDir private Path folder;

  private static byte[] seed(int number) {
    byte[] seed = new byte[NodeIdentity.SEED];
    seed[0] = (byte) number;
    return seed;
  }

  @Test
  void aSeedIsMadeOnceAndForItsOwnerOnly() throws IOException {
    Path path = folder.resolve("data/identity");
    assertThat(new IdentityFile(path).seed(() -> seed(1))).isEqualTo(seed(1));
    assertThat(new IdentityFile(path).seed(() -> seed(2))).isEqualTo(seed(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void whoComesSecondTakesWhatTheFirstMade() throws IOException {
    Path path = folder.resolve("identity");
    byte[] got =
        new IdentityFile(path)
            .seed(
                () -> {
                  try {
                    new IdentityFile(path).seed(() -> seed(7));
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                  return seed(8);
                });
    assertThat(got).isEqualTo(seed(7));
  }

  @Test
  void aFileOpenToOthersOrWithSomethingElseIsRefused() throws IOException {
    Path path = folder.resolve("identity");
    new IdentityFile(path).seed(() -> seed(1));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> new IdentityFile(path).seed(() -> seed(1)))
        .hasMessageContaining("use 0600");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(path, "not a seed");
    assertThatThrownBy(() -> new IdentityFile(path).seed(() -> seed(1)))
        .hasMessageContaining("does not hold a seed");
  }
}
