package io.waggle.shell.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command was typed, and what it can say there while it runs. */
public interface Terminal {

  /** Nobody reads or writes; files are those of the process's own folder. */
  Terminal NONE = new Terminal() {};

  /** What relative names of files begin with. */
  default Path folder() {
    return Path.of("");
  }

  /**
   * Standard input to its end, if there is one; blocks.
   *
   * @throws IOException if it can't be read or is longer than a mail can be
   */
  default Optional<byte[]> input() throws IOException {
    return Optional.empty();
  }

  /** Shows how far it is, in a line. */
  default void progress(String line) {}

  /** Writes bytes as they are; false if there is only text. */
  default boolean write(byte[] bytes) throws IOException {
    return false;
  }
}
