package io.waggle.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** 200 nodes of the kit, each in a /16 of its own, that fill the table of a node under test. */
record Neighbours(Process process) implements AutoCloseable {

  private static final int SETTLING = 5;

  static Neighbours of(Path tools, int port) throws IOException {
    List<String> command =
        List.of(
            "taskset",
            "-c",
            "0",
            tools.resolve("krpcnodes").toString(),
            "-p",
            "" + port,
            "-m",
            "200",
            "-b",
            "127.1.0.1",
            "-t",
            "600",
            "-4");
    Neighbours neighbours =
        new Neighbours(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    neighbours.settle();
    return neighbours;
  }

  private void settle() throws IOException {
    try {
      if (process.waitFor(SETTLING, TimeUnit.SECONDS)) {
        throw new IOException("the neighbours ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the table fills", e);
    }
  }

  void check() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("the neighbours ended before the measurement did");
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
