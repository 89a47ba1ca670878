package io.waggle.simulation.mail;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtService;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailStatus;
import io.waggle.api.mail.OutgoingMail;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.post.Environment;
import io.waggle.mailbox.post.Listeners;
import io.waggle.mailbox.post.LocalMailbox;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.post.PostSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Somebody with the real mailbox, who can be online or not. */
public final class Correspondent {

  /** What 256 Argon2id hashes take a sender: the design's 0.24 s for a stranger's stamp. */
  private static final long STAMP_MILLIS = 240;

  private PostSettings settings;
  private final Crypto crypto;
  private final WorldTimers timers;
  private final HeapVault vault = new HeapVault();
  private final DhtService dht;
  private Consumer<ReceivedMail> arrivals = mail -> {};
  private Strand strand;
  private PostOffice office;
  private LocalMailbox mailbox;

  /** Not yet started; the mail lies in that folder. */
  public Correspondent(Path folder, Crypto crypto, WorldTimers timers, DhtService dht) {
    this.settings = PostSettings.of("simulated", folder, "mail");
    this.crypto = crypto;
    this.timers = timers;
    this.dht = dht;
  }

  /** Who hears of what comes. */
  public Correspondent telling(Consumer<ReceivedMail> listener) {
    arrivals = listener;
    return this;
  }

  /** How often the boxes are looked through. */
  public Correspondent polling(Duration every) {
    settings =
        new PostSettings(
            settings.name(),
            settings.folder(),
            settings.network(),
            every,
            settings.life(),
            settings.reports());
    return this;
  }

  /** Reads what is on the disk and goes on. */
  public void start() throws IOException {
    Listeners listeners = new Listeners();
    listeners.add(
        event -> {
          if (event instanceof MailEvent.Arrived arrived) {
            arrivals.accept(arrived.mail());
          }
        });
    strand = new Strand(timers, timers);
    office =
        new PostOffice(
            settings,
            new Environment(
                crypto,
                vault,
                new DhtNetwork(() -> Optional.of(dht)),
                strand,
                this::mine,
                listeners));
    mailbox = new LocalMailbox(office, listeners);
    office.start();
  }

  private void mine(Runnable work) {
    timers.schedule(work, STAMP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Is gone without a word. */
  public void stop() {
    if (office != null) {
      strand.close();
      office = null;
      mailbox = null;
    }
  }

  /** Whether it runs. */
  public boolean isRunning() {
    return office != null;
  }

  /** Makes the one identity. */
  public Address create(String label) throws IOException, MailException {
    return mailbox.create(label).address();
  }

  /** Sends. */
  public MailId send(Address from, Address to, ByteString message)
      throws IOException, MailException {
    return mailbox.send(new OutgoingMail(from, List.of(to), message, false)).get(0).id();
  }

  /** How far a mail is. */
  public Optional<MailStatus> status(MailId id) {
    return mailbox.status(id);
  }

  /** What has come. */
  public List<ReceivedMail> inbox() {
    return mailbox.inbox();
  }

  /** The office, for news that come by the DHT. */
  public PostOffice office() {
    return office;
  }
}
