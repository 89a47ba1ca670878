package io.waggle.mailbox.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.crypto.KeyVaults;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.time.WaggleClock;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.post.Environment;
import io.waggle.mailbox.post.Listeners;
import io.waggle.mailbox.post.LocalMailbox;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.post.PostSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** A mailbox that runs, with its threads. */
final class OpenMailbox implements AutoCloseable {

  private final ScheduledExecutorService steps;
  private final ExecutorService stamps;
  private final PostOffice office;
  private final LocalMailbox mailbox;

  private OpenMailbox(String name, MailboxConfig config, Path folder, Needs needs, KeyVault vault)
      throws IOException {
    steps = Executors.newSingleThreadScheduledExecutor(task -> thread(name, "", task));
    stamps = Executors.newSingleThreadExecutor(task -> thread(name, "-stamps", task));
    PostSettings settings =
        new PostSettings(
            name,
            folder,
            config.network(),
            Duration.ofMinutes(config.poll()),
            Duration.ofDays(config.life()),
            config.reports());
    office =
        new PostOffice(
            settings,
            new Environment(
                needs.crypto(),
                vault,
                needs.network(),
                new Strand(steps, WaggleClock.system()),
                stamps,
                needs.listeners()));
    office.direct(config.direct() ? needs.swarm() : Optional::empty);
    mailbox = new LocalMailbox(office, needs.listeners());
  }

  /** What it gets from elsewhere. */
  record Needs(
      Crypto crypto,
      KeyVaults vaults,
      MailNetwork network,
      Supplier<Optional<Swarm>> swarm,
      Listeners listeners) {}

  /** Opens the vault, which takes a good part of a second, and begins. */
  static OpenMailbox open(String name, MailboxConfig config, Path folder, Needs needs)
      throws IOException {
    Files.createDirectories(folder);
    byte[] password = VaultKey.read(needs.crypto(), config.keyfile(), folder);
    KeyVault vault;
    try {
      vault = needs.vaults().open(folder.resolve("vault.waggle"), password);
    } finally {
      Arrays.fill(password, (byte) 0);
    }
    OpenMailbox opened = new OpenMailbox(name, config, folder, needs, vault);
    opened.office.start();
    return opened;
  }

  private static Thread thread(String name, String what, Runnable task) {
    Thread thread = new Thread(task, "waggle-mail-" + name + what);
    thread.setDaemon(true);
    return thread;
  }

  LocalMailbox mailbox() {
    return mailbox;
  }

  NewsHandler news() {
    return new NewsHandler(office);
  }

  @Override
  public void close() {
    office.close();
    steps.shutdownNow();
    stamps.shutdownNow();
  }
}
