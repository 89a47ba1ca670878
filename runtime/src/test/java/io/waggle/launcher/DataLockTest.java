package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

  @TempDir Path directory;

  @Test
  void theSecondIsRefusedByNameUntilTheFirstIsGone() throws Exception {
    Path data = directory.resolve("data");
    DataLock first = DataLock.take(data);
    assertThatThrownBy(() -> DataLock.take(data))
        .isInstanceOfSatisfying(
            LaunchException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DATA_IN_USE))
        .hasMessageContaining(data.toString())
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    first.close();
    DataLock.take(data).close();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> DataLock.take(file.resolve("data")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("cannot write to the data directory");
  }
}
