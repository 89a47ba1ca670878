package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Makes stamps. Stateless; any thread may call, and the work is done on that thread. */
public final class StampMiner {

  private final Crypto crypto;

  /** With the hash to work with. */
  public StampMiner(Crypto crypto) {
    this.crypto = crypto;
  }

  /** Hears of the work and may end it. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Asked before each try, about every millisecond.
     *
     * @param tries done so far
     * @param expected how many are needed on average, 2 to the power of the bits
     * @return whether to go on
     */
    boolean goOn(long tries, long expected);
  }

  /**
   * Works until a stamp of so many bits is found.
   *
   * @return empty if the progress or an interrupt of the thread ended it
   */
  public Optional<Stamp> mine(RecordId record, int bits, Progress progress) {
    byte[] salt = Stamp.salt(crypto, record);
    long start = ByteBuffer.wrap(crypto.random(Stamp.NONCE)).getLong();
    long expected = 1L << bits;
    for (long tries = 0; ; tries++) {
      if (Thread.currentThread().isInterrupted() || !progress.goOn(tries, expected)) {
        return Optional.empty();
      }
      ByteString nonce =
          ByteString.of(ByteBuffer.allocate(Stamp.NONCE).putLong(start + tries).array());
      if (Stamp.work(crypto, salt, nonce) >= bits) {
        return Optional.of(new Stamp(nonce, bits));
      }
    }
  }
}
