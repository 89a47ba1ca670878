package io.waggle.mailbox.direct;

import io.waggle.api.dht.ByteString;
import io.waggle.api.discovery.Topic;
import io.waggle.api.mail.Standing;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.ConnectionInfo;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.identity.BoxSecret;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where our identities can be met: announced while there are contacts who may come. Only the secret
 * of today's box counts, so that who was shut out of it does not see either whether we are online.
 * Within the strand.
 */
final class Doors {

  /**
   * Connections of callers, at most; and of those that have not shown yet that they are contacts.
   */
  static final int MOST_VISITS = 64;

  static final int MOST_STRANGERS = 16;

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final SwarmJoinOptions ANNOUNCE = new SwarmJoinOptions(true, false);

  private final DirectSite site;
  private final Swarm swarm;
  private final Identities identities;
  private final AddressBook book;
  private final Map<Topic, Door> doors = new HashMap<>();
  private final Map<Connection, Visit> visits = new LinkedHashMap<>();
  private Instant looked = Instant.EPOCH;

  private record Door(Identity identity, Rendezvous place, SwarmJoin join) {}

  Doors(DirectSite site, Swarm swarm, Identities identities, AddressBook book) {
    this.site = site;
    this.swarm = swarm;
    this.identities = identities;
    this.book = book;
  }

  /** Announces what is to be announced by now; to be called every few seconds. */
  void tick(Instant now) {
    List.copyOf(visits.values()).forEach(visit -> visit.tick(now));
    if (now.isBefore(looked.plus(LOOK))) {
      return;
    }
    looked = now;
    Set<Topic> wanted = new LinkedHashSet<>();
    for (Identity identity : identities.all()) {
      if (hasContacts(identity)) {
        Rendezvous.days(now).forEach(day -> open(identity, day, wanted));
      }
    }
    for (Topic topic : Set.copyOf(doors.keySet())) {
      if (!wanted.contains(topic)) {
        doors.remove(topic).join().close();
      }
    }
  }

  private boolean hasContacts(Identity identity) {
    return book.all().stream()
        .map(card -> card.contact())
        .anyMatch(c -> c.owner().equals(identity.address()) && c.standing() == Standing.ACCEPTED);
  }

  private void open(Identity identity, long day, Set<Topic> wanted) {
    Optional<BoxSecret> secret =
        identities.boxes(identity.address()).all().stream()
            .filter(BoxSecret::isCurrent)
            .findFirst();
    if (secret.isEmpty()) {
      return;
    }
    Rendezvous place = Rendezvous.of(site.crypto().hashes(), secret.get().secret(), day);
    wanted.add(place.topic());
    if (!doors.containsKey(place.topic())) {
      doors.put(place.topic(), new Door(identity, place, swarm.join(place.topic(), ANNOUNCE)));
    }
  }

  /** Whether it is ours to be met there. */
  boolean has(Topic topic) {
    return doors.containsKey(topic);
  }

  /** Somebody has come. */
  void connected(Connection connection, ConnectionInfo info, Topic topic) {
    if (visits.containsKey(connection)) {
      return;
    }
    long strangers = visits.values().stream().filter(visit -> !visit.known()).count();
    if (visits.size() >= MOST_VISITS || strangers >= MOST_STRANGERS) {
      connection.close();
      return;
    }
    Door door = doors.get(topic);
    Visit visit =
        new Visit(
            site,
            door.place(),
            door.identity(),
            ByteString.of(swarm.id().bytes()),
            ByteString.of(info.peer().orElseThrow().bytes()),
            connection,
            () -> visits.remove(connection));
    visits.put(connection, visit);
    visit.start();
  }

  void close() {
    doors.values().forEach(door -> door.join().close());
    doors.clear();
    List.copyOf(visits.values()).forEach(Visit::close);
  }
}
