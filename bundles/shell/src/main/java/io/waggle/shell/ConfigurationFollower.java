package io.waggle.shell;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Tells whether a configuration file has been taken up. */
@FunctionalInterface
public interface ConfigurationFollower {

  /** A number that changes when the file is read anew; empty while it is not in force. */
  OptionalLong generation(Path file);
}
