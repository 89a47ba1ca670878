package io.waggle.mailbox.direct;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.discovery.Topic;
import io.waggle.api.mail.Address;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.seal.Grant;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mail over to contacts who are online, and takes what contacts hand over, through a swarm
 * that may come and go: without one, nobody is reached, and mail is laid on nodes. Within the
 * strand.
 */
public final class DirectMail {

  private static final Logger log = LoggerFactory.getLogger(DirectMail.class);

  /** Other handshakes leave everything open to read and to change. */
  private static final String NOISE = "noise";

  private final DirectSite site;
  private final Identities identities;
  private final AddressBook book;
  private final Supplier<Optional<Swarm>> swarms;
  private Optional<Attached> attached = Optional.empty();

  /** With the swarm that is there. */
  private record Attached(Swarm swarm, Doors doors, Calls calls, Swarm.Registration listening) {

    void close() {
      listening.close();
      calls.close();
      doors.close();
    }
  }

  /**
   * For one mailbox.
   *
   * @param swarms the swarm of the moment; its handshake has to be Noise
   * @param desk takes what contacts hand over
   */
  public DirectMail(
      Crypto crypto,
      Strand strand,
      Identities identities,
      AddressBook book,
      Supplier<Optional<Swarm>> swarms,
      Desk desk) {
    this.site = new DirectSite(crypto, strand, desk);
    this.identities = identities;
    this.book = book;
    this.swarms = swarms;
  }

  /** Follows the swarm, and does what is due; to be called every few seconds. */
  public void tick(Instant now) {
    Optional<Attached> current = current();
    current.ifPresent(a -> a.calls().tick(now));
    current.ifPresent(a -> tick(a.doors(), now));
  }

  private static void tick(Doors doors, Instant now) {
    try {
      doors.tick(now);
    } catch (IllegalStateException e) {
      log.debug("a swarm that is closing: {}", e.getMessage());
    }
  }

  private Optional<Attached> current() {
    Optional<Swarm> swarm = swarms.get();
    if (!swarm.equals(attached.map(Attached::swarm))) {
      attached.ifPresent(Attached::close);
      attached = swarm.map(this::attach);
    }
    return attached;
  }

  private Attached attach(Swarm swarm) {
    Doors doors = new Doors(site, swarm, identities, book);
    Calls calls = new Calls(site, swarm);
    return new Attached(swarm, doors, calls, swarm.listen(event -> event(swarm, event)));
  }

  /** On a thread of the swarm's. */
  private void event(Swarm swarm, SwarmEvent event) {
    if (event instanceof SwarmEvent.Connected connected) {
      site.strand().execute(() -> connected(swarm, connected.connection()));
    }
  }

  private void connected(Swarm swarm, Connection connection) {
    ConnectionInfo info = connection.info();
    Optional<Attached> to = attached.filter(a -> a.swarm().equals(swarm));
    if (to.isEmpty() || info.topics().size() != 1 || !info.handshake().startsWith(NOISE)) {
      return;
    }
    Topic topic = info.topics().iterator().next();
    if (info.initiator()) {
      to.get().calls().connected(connection, info, topic);
    } else if (to.get().doors().has(topic)) {
      to.get().doors().connected(connection, info, topic);
    }
  }

  /**
   * Hands a record over, if the recipient is a contact and is found within a few seconds.
   *
   * @return completes with whether it was taken and is durable there; never fails
   */
  public CompletionStage<Boolean> hand(Address from, Address to, Handover what) {
    Optional<ByteString> secret =
        book.get(from, to).flatMap(card -> card.grant()).map(Grant::secret);
    Optional<Attached> current = current();
    if (secret.isEmpty() || current.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    long day = Rendezvous.day(site.now());
    Rendezvous place = Rendezvous.of(site.crypto().hashes(), secret.get(), day);
    return current.get().doors().has(place.topic())
        ? CompletableFuture.completedFuture(false)
        : current.get().calls().hand(to, place, what);
  }

  /** Leaves everything. */
  public void close() {
    attached.ifPresent(Attached::close);
    attached = Optional.empty();
  }
}
