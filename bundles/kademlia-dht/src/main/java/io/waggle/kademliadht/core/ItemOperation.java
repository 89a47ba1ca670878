package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Bencode;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.store.StoredItem;
import java.util.Optional;

/** Gets an item, or puts one. */
final class ItemOperation extends StoreOperation {

  private static final byte[] NONE = {};

  private final StoredItem toStore;
  private final Optional<Long> cas;
  private final byte[] key;
  private final byte[] salt;
  private long newest;
  private boolean found;

  ItemOperation(NodeContext node, Command.GetImmutable command) {
    this(node, command.target(), command.options(), null, Optional.empty(), NONE, NONE, -1);
  }

  ItemOperation(NodeContext node, Command.GetMutable command) {
    this(
        node,
        ItemRules.mutableTarget(command.key().toBytes(), command.salt().toBytes()),
        command.options(),
        null,
        Optional.empty(),
        command.key().toBytes(),
        command.salt().toBytes(),
        command.minSeq());
  }

  ItemOperation(NodeContext node, Command.Put command) {
    this(
        node,
        command.item().target(),
        command.options(),
        command.item(),
        command.cas(),
        command.item().key(),
        command.item().salt(),
        command.item().seq());
  }

  private ItemOperation(
      NodeContext node,
      NodeId target,
      LookupOptions options,
      StoredItem toStore,
      Optional<Long> cas,
      byte[] key,
      byte[] salt,
      long newest) {
    super(node, target, options);
    this.toStore = toStore;
    this.cas = cas;
    this.key = key;
    this.salt = salt;
    this.newest = newest;
  }

  @Override
  void started(long now) {
    StoredItem here = node.store.get(node.seconds(now), target);
    if (here != null && toStore == null) {
      offer(here, Endpoint.v4(0, 0));
    }
  }

  @Override
  public void encode(Lookup lookup, Candidate candidate, KrpcWriter out) {
    // A put asks for seq only: with it no holder sends a value that is not newer.
    Queries.get(out, home(lookup).id(), target, key.length > 0 ? newest : -1);
  }

  @Override
  public void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now) {
    if (answer.has(Key.V) && answer.length(Key.V) <= ItemRules.MAX_VALUE) {
      StoredItem item = read(answer);
      if (item != null && isNews(item)) {
        node.count(Stat.VERIFIED);
        if (ItemRules.isGenuine(item, node.verifier)) {
          offer(item, candidate.endpoint());
        }
      }
    }
    super.answered(lookup, candidate, answer, now);
    if (found && toStore == null && key.length == 0) {
      // A hash names one value only: there is nothing left to look for.
      lookups().forEach(each -> end(each, now));
    }
  }

  private static void end(Lookup lookup, long now) {
    if (!lookup.isFinished()) {
      lookup.stop(now);
    }
  }

  private boolean isNews(StoredItem item) {
    return item.isMutable() ? item.seq() > newest : !found;
  }

  private void offer(StoredItem item, Endpoint from) {
    if (isNews(item)) {
      found = true;
      newest = Math.max(newest, item.seq());
      event(new DhtEvent.ItemFound(number, item, from));
    }
  }

  private StoredItem read(KrpcMessage answer) {
    byte[] value = answer.copy(Key.V);
    if (!Bencode.isCanonical(value, 0, value.length)) {
      return null;
    }
    if (key.length == 0) {
      return StoredItem.immutable(target, value);
    }
    boolean signed = answer.has(Key.SIG, ItemRules.SIGNATURE) && answer.has(Key.SEQ);
    return signed
        ? StoredItem.mutable(
            target, value, key, salt, answer.copy(Key.SIG), answer.number(Key.SEQ, 0))
        : null;
  }

  @Override
  void encodeStore(Home home, byte[] token, KrpcWriter out) {
    Queries.put(out, home.id(), toStore, cas, token);
  }

  @Override
  boolean stores() {
    return toStore != null;
  }

  @Override
  void storeHere(long now) {
    StoredItem here = node.store.get(node.seconds(now), target);
    boolean older = here == null || here.seq() <= toStore.seq();
    if (isSmallNetwork() && older && node.store.put(node.seconds(now), toStore, 0)) {
      holdsHere();
    }
  }
}
