package io.waggle.testkit.discovery;

import java.io.IOException;

/** A source under test with the world around it; a contract opens a fresh one for each test. */
public interface SourceFixture extends AutoCloseable {

  /** How to wait: {@link Eventually#real} for sockets, {@link Eventually#virtual} otherwise. */
  Eventually eventually();

  /**
   * Applies to the running source a change that must not disturb it, such as another time-out or
   * rank: what {@code @Modified} does.
   */
  void reconfigure() throws Exception;

  /** Closes the source first, then the world. */
  @Override
  void close() throws IOException;
}
