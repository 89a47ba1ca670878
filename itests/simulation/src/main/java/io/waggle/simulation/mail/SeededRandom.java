package io.waggle.simulation.mail;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** The chance of a simulation where the cryptography wants its own: the same in each run. */
final class SeededRandom extends SecureRandom {

  private static final long serialVersionUID = 1L;

  private final transient SplittableRandom random;

  SeededRandom(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    // The constructor of the class above asks already.
    if (random != null) {
      random.nextBytes(bytes);
    }
  }
}
