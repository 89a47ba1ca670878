package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.lookup.LookupSite;
import io.waggle.kademliadht.rpc.Asker;
import io.waggle.kademliadht.rpc.Request;
import io.waggle.kademliadht.security.AddressVotes;
import io.waggle.kademliadht.security.Bep42;
import io.waggle.kademliadht.security.Tokens;
import io.waggle.kademliadht.table.Contact;
import io.waggle.kademliadht.table.Nearest;
import io.waggle.kademliadht.table.RoutingTable;
import java.util.List;

/** One local id on one socket, with the table it sees the network by (BEP 45). */
final class Home implements LookupSite {

  private static final int SLACK = 2;

  private final NodeContext node;
  private final int tag;
  private final Family family;
  private RoutingTable table;
  private Tokens tokens;
  private AddressVotes votes;
  private Endpoint own;

  Home(NodeContext node, int tag, NodeConfig.Local local) {
    this.node = node;
    this.tag = tag;
    this.family = local.family();
    this.table = emptyTable(local.id());
  }

  private RoutingTable emptyTable(NodeId id) {
    return new RoutingTable(family, id, node.config.table(), node.config.diversity());
  }

  int tag() {
    return tag;
  }

  NodeId id() {
    return table.self();
  }

  RoutingTable table() {
    return table;
  }

  /** The address others see us at, or null. */
  Endpoint own() {
    return own;
  }

  private Tokens tokens(long now) {
    if (tokens == null) {
      tokens = new Tokens(node.entropy::nextLong, now);
    }
    return tokens;
  }

  /**
   * A token for one target; around us, where we are to hold things, it is the one for our own id,
   * so that whoever stores many needs one of each node only.
   */
  long token(long now, Endpoint writer, long hi, long mid, int lo) {
    return shared(hi, mid) >= node.neighbourhood
        ? tokens(now).token(now, writer, id().hi(), id().mid(), id().lo())
        : tokens(now).token(now, writer, hi, mid, lo);
  }

  /** Whether it is a good one for that target, even if our notion of the size has changed since. */
  boolean accepts(long now, long token, Endpoint writer, long hi, long mid, int lo) {
    NodeId self = id();
    boolean around =
        shared(hi, mid) >= node.neighbourhood - SLACK
            && tokens(now).accepts(now, token, writer, self.hi(), self.mid(), self.lo());
    return tokens(now).accepts(now, token, writer, hi, mid, lo) || around;
  }

  /** A token for the address alone; only queries of other bundles heed it. */
  long token(long now, Endpoint writer) {
    return tokens(now).token(now, writer, 0, 0, 0);
  }

  /** Whether it is a good one for the address alone. */
  boolean accepts(long now, long token, Endpoint writer) {
    return tokens(now).accepts(now, token, writer, 0, 0, 0);
  }

  /** Leading bits of a target that are ours, as far as 128 tell. */
  private int shared(long hi, long mid) {
    long differs = hi ^ id().hi();
    return differs != 0
        ? Long.numberOfLeadingZeros(differs)
        : 64 + Long.numberOfLeadingZeros(mid ^ id().mid());
  }

  @Override
  public Family family() {
    return family;
  }

  @Override
  public boolean isSelf(NodeId id, Endpoint endpoint) {
    return id.equals(id()) || endpoint.equals(own);
  }

  /** Made-up ids nearest to any target would keep every lookup among those who made them up. */
  @Override
  public boolean mayStand(NodeId id, Endpoint endpoint) {
    return node.config.ids() != IdPolicy.ENFORCE || Bep42.fits(id, endpoint);
  }

  @Override
  public Request ask(long now, Endpoint to, NodeId expected, Asker asker, Object about) {
    int rtt = expected == null ? 0 : table.rtt(expected);
    return node.requests.ask(now, tag, to, expected, rtt, asker, about);
  }

  @Override
  public void repeat(Request request, long now) {
    node.requests.repeat(request, now);
  }

  /**
   * Gives a lookup three times its width of our nearest, and the bootstrap nodes if we have few.
   */
  void seed(Lookup lookup, long now) {
    Nearest nearest = node.work.nearest;
    int wanted = Math.min(64, 3 * lookup.width());
    int found = table.closest(node.tenths(now), lookup.target(), wanted, false, nearest);
    for (int i = 0; i < found; i++) {
      Contact contact = table.contact(node.tenths(now), nearest.row(i));
      lookup.seed(contact.id(), contact.endpoint());
    }
    if (found < 4) {
      seedFromMemory(lookup, now);
    }
  }

  private void seedFromMemory(Lookup lookup, long now) {
    for (Contact contact : table.contacts(node.tenths(now))) {
      if (!contact.live()) {
        lookup.seed(contact.id(), contact.endpoint());
      }
    }
    for (Endpoint endpoint : node.bootstrap()) {
      if (endpoint.family() == family) {
        lookup.seed(endpoint);
      }
    }
  }

  void seenAs(Endpoint voter, Endpoint seen, long now) {
    if (votes == null) {
      votes = new AddressVotes(family);
    }
    Endpoint changed = votes.vote(voter, seen);
    if (changed == null) {
      return;
    }
    own = changed;
    node.out.event(new DhtEvent.SeenAs(changed));
    if (node.config.ids() != IdPolicy.ANY && !Bep42.fits(id(), changed)) {
      long random = node.entropy.nextLong();
      move(Bep42.make(changed, (int) random & 0xff, random >>> 8, node.entropy.nextLong()), now);
    }
  }

  /** Takes another id; the nodes known are sorted anew around it. */
  void move(NodeId id, long now) {
    List<Contact> known = table.contacts(node.tenths(now));
    table = emptyTable(id);
    restore(known, now);
    if (tag == 0) {
      node.store.standAt(id);
    }
    node.out.event(new DhtEvent.IdChanged(family, id));
  }

  /** Makes the table anew by the present configuration. */
  void rebuild(long now) {
    List<Contact> known = table.contacts(node.tenths(now));
    table = emptyTable(id());
    restore(known, now);
  }

  void restore(List<Contact> contacts, long now) {
    for (Contact contact : contacts) {
      if (contact.endpoint().family() == family && node.mayBeNode(contact.endpoint())) {
        table.restore(node.tenths(now), contact);
        if (contact.rttMillis() > 0) {
          // So that the first lookups after a start are not as patient as those of a newborn node.
          node.requests.model(family).sample(contact.rttMillis());
        }
      }
    }
  }

  /** Who sees us at the address that is believed. */
  List<AddressVotes.Vote> votes() {
    return votes == null ? List.of() : votes.supporting();
  }

  /** What others said of our address is no longer true. */
  void forgetVotes() {
    if (votes != null) {
      votes.clear();
    }
  }
}
