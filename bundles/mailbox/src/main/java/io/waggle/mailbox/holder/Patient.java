package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.wire.MailQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A record in a round of repairs, and what was learned of it. */
final class Patient {

  /** So many copies, ours among them where it would be found, are left alone. */
  static final int ENOUGH = 3;

  /** So many there are afterwards, if there are holders for them. */
  static final int FULL = 6;

  final HeldRecord held;
  final ByteString tag;
  private final int own;
  private final List<DhtPeerNode> near;
  private final Set<Object> copies = new HashSet<>();
  private final List<DhtPeerNode> without = new ArrayList<>();
  private boolean delivered;

  /**
   * Nothing is known of it yet.
   *
   * @param near who may have it, the nearest first
   * @param found whether ours is found by who looks for it
   */
  Patient(HeldRecord held, List<DhtPeerNode> near, boolean found) {
    this.held = held;
    this.own = found ? 1 : 0;
    this.tag = MailQuery.Have.tag(held.id().name());
    this.near = near;
  }

  /** Who may have it, the nearest first. */
  List<DhtPeerNode> near() {
    return near;
  }

  /** Whether nobody need be asked for it any more. */
  boolean settled() {
    return delivered || own + copies.size() >= ENOUGH;
  }

  void heldBy(DhtPeerNode node) {
    copies.add(Holder.neighbourhood(node.address()));
  }

  void unknownTo(DhtPeerNode node) {
    without.add(node);
  }

  void wasDelivered() {
    delivered = true;
  }

  /** How many have answered. */
  int answered() {
    return copies.size() + without.size();
  }

  /** How many copies are to be made. */
  int wanted() {
    return FULL - own - copies.size();
  }

  /** Those that have answered and have no copy, nor has their neighbourhood; the nearest first. */
  List<DhtPeerNode> candidates() {
    return near.stream().filter(without::contains).filter(this::isCandidate).toList();
  }

  /** Whether a copy there would count. */
  boolean isCandidate(DhtPeerNode node) {
    return !copies.contains(Holder.neighbourhood(node.address()));
  }
}
