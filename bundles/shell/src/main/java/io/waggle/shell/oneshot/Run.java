package io.waggle.shell.oneshot;

/** A one-shot command under way. Closing it ends nothing but itself. */
public interface Run extends AutoCloseable {

  /** Begins; returns at once. */
  void start();

  @Override
  void close();
}
