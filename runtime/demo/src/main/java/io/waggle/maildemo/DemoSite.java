package io.waggle.maildemo;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.time.WaggleClock;
import io.waggle.crypto.BouncyCrypto;
import java.security.SecureRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * What all nodes of the process share.
 *
 * @param crypto the cryptography
 * @param clock the time
 * @param random unpredictable bits
 * @param executor files, names and mailboxes
 */
record DemoSite(
    Crypto crypto, WaggleClock clock, SecureRandom random, ScheduledExecutorService executor)
    implements AutoCloseable {

  /** Name of the overlay. */
  static final String NETWORK = "mail-demo";

  private static final int THREADS = 8;

  static DemoSite open() {
    SecureRandom random = new SecureRandom();
    return new DemoSite(
        new BouncyCrypto(random),
        WaggleClock.system(),
        random,
        new ScheduledThreadPoolExecutor(THREADS, DemoSite::thread));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "mail-demo");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
