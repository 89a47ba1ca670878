package io.waggle.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data directory that lives as long as one command.
 *
 * @param directory where it is
 */
record TemporaryData(Path directory) implements AutoCloseable {

  static TemporaryData create() throws LaunchException {
    try {
      return new TemporaryData(Files.createTempDirectory("waggle-"));
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.DATA_IN_USE, "cannot make a temporary data directory: " + e, e);
    }
  }

  @Override
  public void close() throws LaunchException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new LaunchException(ExitCode.DATA_IN_USE, "cannot remove " + directory + ": " + e, e);
    }
  }
}
