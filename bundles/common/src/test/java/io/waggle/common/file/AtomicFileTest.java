package io.waggle.common.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  private static final int MAGIC = 0x57_47_00_01;

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsReadBackAndReplaced() throws IOException {
    AtomicFile file = new AtomicFile(folder.resolve("deep/state"), MAGIC);
    assertThat(file.read()).isEmpty();
    file.write("one".getBytes(UTF_8));
    file.write("two".getBytes(UTF_8));
    assertThat(file.read()).contains("two".getBytes(UTF_8));
    try (var files = Files.list(folder.resolve("deep"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void everySingleDamagedByteIsNoticed() throws IOException {
    Path path = folder.resolve("state");
    AtomicFile file = new AtomicFile(path, MAGIC);
    file.write("contents".getBytes(UTF_8));
    byte[] good = Files.readAllBytes(path);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x10;
      Files.write(path, bad);
      assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileCutShortIsNoticed() throws IOException {
    Path path = folder.resolve("state");
    AtomicFile file = new AtomicFile(path, MAGIC);
    file.write("contents".getBytes(UTF_8));
    byte[] good = Files.readAllBytes(path);
    for (int length = 0; length < good.length; length++) {
      Files.write(path, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(file::read).isInstanceOf(IOException.class);
    }
  }
}
