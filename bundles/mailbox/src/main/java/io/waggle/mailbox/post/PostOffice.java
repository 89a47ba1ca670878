package io.waggle.mailbox.post;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.Standing;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Swarm;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.contacts.ContactCard;
import io.waggle.mailbox.direct.DirectMail;
import io.waggle.mailbox.direct.Handover;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.inbox.Arrival;
import io.waggle.mailbox.inbox.Gathering;
import io.waggle.mailbox.inbox.InboxEntry;
import io.waggle.mailbox.inbox.InboxStore;
import io.waggle.mailbox.inbox.Poller;
import io.waggle.mailbox.mime.MimeFormat;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.net.StampOffice;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.outbox.Draft;
import io.waggle.mailbox.outbox.Outbox;
import io.waggle.mailbox.outbox.OutboxEntry;
import io.waggle.mailbox.outbox.Sealed;
import io.waggle.mailbox.profile.ProfilePublisher;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.seal.MailBody;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine of one mailbox. Its beat, every few seconds, does what is due; while there is no
 * network nothing is, and nothing is lost. Everything happens within the strand.
 */
public final class PostOffice implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PostOffice.class);
  private static final Duration BEAT = Duration.ofSeconds(2);
  private static final Duration FIRST_POLL_AGAIN = Duration.ofMinutes(1);
  private static final Duration RENEWAL = Duration.ofMinutes(5);
  private static final Duration PUBLISH_RETRY = Duration.ofSeconds(30);
  private static final Duration GATHER_AGAIN = Duration.ofSeconds(30);
  private static final Duration HOUSEKEEPING = Duration.ofHours(6);

  final PostSettings settings;
  final Environment environment;
  final Identities identities;
  final AddressBook book;
  final InboxStore inbox;
  final Outbox outbox;
  private final Overlay overlay;
  private final Asker asker;
  private final StampOffice stamps;
  private final Poller poller;
  private final ProfilePublisher publisher;
  private final Gathering gathering;
  private final Reception reception;
  private final Reports reports;
  private final DirectMail direct;
  private volatile Supplier<Optional<Swarm>> swarms = Optional::empty;
  private final Map<Address, Instant> publishing = new HashMap<>();
  private boolean online;
  private Object network = Optional.empty();
  private int polls;
  private Instant pollDue = Instant.EPOCH;
  private Instant cleaned = Instant.EPOCH;
  private Instant lastPoll = Instant.EPOCH;
  private Instant renewed = Instant.EPOCH;

  /**
   * Reads what is on the disk.
   *
   * @throws IOException if it can't be read
   */
  public PostOffice(PostSettings settings, Environment environment) throws IOException {
    this.settings = settings;
    this.environment = environment;
    Strand strand = environment.strand();
    overlay = Overlay.of(environment.crypto().hashes(), settings.network());
    asker = new Asker(environment.network(), strand);
    stamps = new StampOffice(environment.crypto(), environment.background(), strand);
    identities = new Identities(environment.crypto(), environment.vault());
    book = new AddressBook(environment.vault());
    inbox = new InboxStore(settings.folder().resolve("inbox"));
    reports = new Reports(inbox, this::arrived);
    outbox =
        new Outbox(
            settings.folder().resolve("outbox"),
            asker,
            environment.crypto(),
            overlay,
            stamps,
            identities,
            book,
            this::hand,
            new OutboxNews(this, reports));
    publisher = new ProfilePublisher(asker, environment.crypto(), overlay, identities, stamps);
    reception =
        new Reception(inbox, book, new MimeFormat(), strand::now, this::arrived, outbox::read);
    gathering =
        new Gathering(
            asker, environment.crypto(), overlay, settings.folder().resolve("inbox/partial"));
    poller = new Poller(asker, environment.crypto(), overlay, inbox, identities, this::take);
    direct =
        new DirectMail(
            environment.crypto(), strand, identities, book, () -> swarms.get(), poller::handed);
  }

  /** Has mail go from node to node while both are online, through whichever swarm is there. */
  public void direct(Supplier<Optional<Swarm>> swarm) {
    swarms = swarm;
  }

  private CompletionStage<Boolean> hand(Draft draft, Handover what) {
    return direct.hand(draft.from(), draft.to(), what);
  }

  /** Begins to beat. */
  public void start() {
    environment.strand().execute(this::beat);
  }

  private void beat() {
    try {
      step();
    } catch (IOException | UncheckedIOException e) {
      log.warn("mailbox {}: {}", settings.name(), e.getMessage());
    } finally {
      environment.strand().later(BEAT, this::beat);
    }
  }

  private void step() throws IOException {
    Instant now = now();
    boolean ready = asker.ready();
    follow(ready, now);
    if (now.isAfter(cleaned.plus(HOUSEKEEPING))) {
      cleaned = now;
      clean(now);
    }
    direct.tick(now);
    outbox.work();
    if (ready) {
      identities.all().forEach(identity -> publish(identity, now));
      pollIfDue(now);
      renewIfDue(now);
    }
  }

  /** Looks at once when the network is back, or another: its nodes tell us of nothing yet. */
  private void follow(boolean ready, Instant now) throws IOException {
    Object current = ready ? environment.network().incarnation() : network;
    if (ready == online && current.equals(network)) {
      return;
    }
    network = current;
    polls = 0;
    pollDue = now;
    if (ready != online) {
      online = ready;
      environment.events().accept(new MailEvent.Network(settings.name(), ready));
    }
    if (ready) {
      gathering.resume(now);
    }
  }

  private void renewIfDue(Instant now) {
    if (now.isAfter(renewed.plus(RENEWAL))) {
      renewed = now;
      poller.renew();
    }
  }

  private void clean(Instant now) throws IOException {
    inbox.forgetOld(now);
    gathering.resume(now);
    for (Identity identity : identities.all()) {
      identities.ring(identity.address()).destroyOld(now);
      identities.boxes(identity.address()).destroyOld(now);
    }
  }

  private void publish(Identity identity, Instant now) {
    Instant due =
        publishing.getOrDefault(
            identity.address(), identity.published().plus(ProfilePublisher.AGAIN));
    if (now.isBefore(due)) {
      return;
    }
    publishing.put(identity.address(), now.plus(Duration.ofMinutes(5)));
    publisher
        .publish(identity)
        .whenComplete(
            (stored, error) -> {
              boolean done = error == null && stored > 0;
              Duration wait = done ? ProfilePublisher.AGAIN : PUBLISH_RETRY;
              publishing.put(identity.address(), now().plus(wait));
              if (error != null) {
                log.debug("profile of {}: {}", identity, error.getMessage());
              }
            });
  }

  /** Soon after the start a second time: the neighbourhood is better known then. */
  private void pollIfDue(Instant now) {
    if (now.isBefore(pollDue)) {
      return;
    }
    long jitter = (settings.poll().toMillis() / 5) * (1 - 2 * (polls % 2));
    pollDue = now.plus(polls == 0 ? FIRST_POLL_AGAIN : settings.poll().plusMillis(jitter));
    polls++;
    poll();
  }

  /** Has a box for answers before the first mail, and looks into it at once. */
  Identity welcome(Identity fresh) throws IOException {
    identities.boxes(fresh.address()).current();
    pollDue = now();
    polls = 0;
    return fresh;
  }

  /** Shuts out who had the old box; the others get the new one with the next mail. */
  void moveBox(Address identity) throws IOException {
    identities.boxes(identity).move(now());
    pollDue = now();
  }

  CompletionStage<Integer> poll() {
    return poller
        .poll()
        .thenApply(
            count -> {
              lastPoll = now();
              return count;
            });
  }

  private CompletionStage<Boolean> take(Arrival arrival) {
    MailBody body = arrival.body();
    Address sender =
        new Address(RecipientId.of(environment.crypto().hashes(), body.sender()).bytes());
    boolean inChunks = body.content().message().isEmpty() && body.content().manifest().isPresent();
    if (inChunks && !inbox.isKnown(body.id()) && !reception.isBlocked(arrival, sender)) {
      return gathering
          .gather(body.id(), body.content().manifest().get(), arrival.chunks())
          .thenApply(result -> gathered(arrival, sender, result));
    }
    ByteString message = body.content().message().orElse(ByteString.EMPTY);
    return CompletableFuture.completedFuture(received(arrival, sender, message));
  }

  private boolean received(Arrival arrival, Address sender, ByteString message) {
    try {
      return reception.take(arrival, sender, message);
    } catch (IOException e) {
      log.warn("a mail has come and can't be written, it stays on the nodes: {}", e.getMessage());
      return false;
    }
  }

  private boolean gathered(Arrival arrival, Address sender, Gathering.Result result) {
    try {
      if (result.damaged()) {
        reception.drop(arrival);
      } else if (result.message().isPresent()) {
        boolean durable = received(arrival, sender, result.message().get());
        if (durable) {
          gathering.taken(arrival.body().id(), result.given());
        }
        return durable;
      } else if (result.advanced()) {
        pollDue = now().plus(GATHER_AGAIN);
      }
    } catch (IOException e) {
      log.warn("a long mail: {}", e.getMessage());
    }
    return false;
  }

  private void arrived(InboxEntry entry) {
    environment.events().accept(new MailEvent.Arrived(settings.name(), entry.mail()));
  }

  /** A holder tells that something new lies in a box. Any thread may call. */
  public void told(NodeId box, ByteString name, PeerAddress from) {
    environment.strand().execute(() -> poller.told(box, name, from));
  }

  /** Whose queries are meant for us. */
  public Overlay overlay() {
    return overlay;
  }

  /**
   * Hands a mail to the outbox, for all of them or for none; who is written to may answer without
   * the stranger's stamp.
   */
  List<OutboxEntry> post(
      Address from,
      List<Address> to,
      String subject,
      ByteString message,
      boolean receipt,
      Optional<MailId> receiptFor)
      throws IOException {
    for (Address each : to) {
      ContactCard card = book.getOrFresh(from, each);
      book.put(card.standing(card.contact().name(), Standing.ACCEPTED));
    }
    Instant now = now();
    List<Draft> drafts =
        to.stream()
            .map(
                each ->
                    new Draft(
                        MailId.of(environment.crypto().random(MailId.LENGTH)),
                        from,
                        each,
                        subject,
                        message.length(),
                        receipt,
                        receiptFor,
                        ByteString.of(environment.crypto().random(32)),
                        now,
                        now.plus(settings.life())))
            .toList();
    return outbox.add(drafts, message);
  }

  /** Shows the proof of a mail of ours to the nodes, so that they drop it. */
  void deleteFromNodes(Sealed sealed, ByteString proof) {
    NodeId box = sealed.record().header().box();
    Overview.of(asker, overlay, box)
        .thenAccept(
            overview ->
                overview
                    .asked()
                    .forEach(
                        place ->
                            asker.ask(
                                place.node(),
                                new MailQuery.Delete(
                                    overlay,
                                    box,
                                    sealed.record().id().name(),
                                    proof,
                                    place.token()),
                                MailReply.Deleted.class)));
  }

  Instant now() {
    return environment.strand().now();
  }

  boolean online() {
    return online;
  }

  Instant lastPoll() {
    return lastPoll;
  }

  @Override
  public void close() {
    stamps.close();
    synchronized (environment.strand()) {
      direct.close();
    }
    environment.strand().close();
    environment.vault().close();
  }
}
