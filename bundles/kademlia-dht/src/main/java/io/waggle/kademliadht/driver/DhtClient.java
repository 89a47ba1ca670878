package io.waggle.kademliadht.driver;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.dht.DhtValue;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.RepublishReport;
import io.waggle.api.dht.ScrapeReport;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.ItemRules;
import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.store.Quota;
import io.waggle.kademliadht.store.StoredItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link DhtHost} as the service that others use. */
public final class DhtClient implements DhtService {

  private static final Logger log = LoggerFactory.getLogger(DhtClient.class);

  private final DhtHost host;

  /** Of a host that runs. */
  public DhtClient(DhtHost host) {
    this.host = host;
  }

  private <T> DhtOperation<T> begin(
      Command command, BiConsumer<DhtEvent, CompletableFuture<T>> handler) {
    DhtHost.Live live = host.live();
    return live.driver().begin(live.port(), command, handler);
  }

  private static LookupOptions options(DhtLookup lookup) {
    return LookupOptions.of(lookup.width(), lookup.paths(), lookup.sweep());
  }

  @Override
  public String name() {
    return host.settings().name();
  }

  @Override
  public DhtStatus status() {
    return host.status();
  }

  @Override
  public CompletionStage<Void> ready() {
    return host.ready();
  }

  @Override
  public DhtOperation<LookupReport> findNodes(NodeId target, DhtLookup lookup) {
    return begin(
        new Command.FindNodes(target, options(lookup)),
        (event, result) -> completeLookup(target, event, result));
  }

  private static void completeLookup(
      NodeId target, DhtEvent event, CompletableFuture<LookupReport> result) {
    if (event instanceof DhtEvent.LookupDone done) {
      result.complete(Reports.lookup(target, done.results()));
    }
  }

  @Override
  public DhtOperation<LookupReport> getPeers(
      NodeId infoHash, DhtLookup lookup, Consumer<PeerAddress> peers) {
    Consumer<DhtEvent> each = eachOnce(peers);
    return begin(
        new Command.GetPeers(infoHash, options(lookup)),
        (event, result) -> {
          each.accept(event);
          completeLookup(infoHash, event, result);
        });
  }

  /** A peer is handed on once; a taker that throws is logged and hears no less for it. */
  private static Consumer<DhtEvent> eachOnce(Consumer<PeerAddress> taker) {
    Set<Endpoint> seen = new HashSet<>();
    return event -> {
      if (event instanceof DhtEvent.PeersFound found) {
        found.peers().stream()
            .filter(seen::add)
            .map(Endpoint::toPeerAddress)
            .forEach(peer -> hand(taker, peer));
      }
    };
  }

  private static <V> void hand(Consumer<V> taker, V value) {
    try {
      taker.accept(value);
    } catch (RuntimeException e) {
      log.warn("a listener of a lookup failed", e);
    }
  }

  @Override
  public DhtOperation<StoreReport> announce(
      NodeId infoHash, Optional<Integer> port, DhtLookup lookup, Consumer<PeerAddress> peers) {
    Consumer<DhtEvent> each = eachOnce(peers);
    return begin(
        announcement(infoHash, port, lookup),
        (event, result) -> {
          each.accept(event);
          completeStore(event, result);
        });
  }

  private static Command.Announce announcement(
      NodeId infoHash, Optional<Integer> port, DhtLookup lookup) {
    return new Command.Announce(infoHash, port.orElse(0), port.isEmpty(), false, options(lookup));
  }

  private static void completeStore(DhtEvent event, CompletableFuture<StoreReport> result) {
    if (event instanceof DhtEvent.StoreDone done) {
      result.complete(Reports.store(done));
    }
  }

  @Override
  public DhtOperation<ScrapeReport> scrape(NodeId infoHash) {
    return begin(
        new Command.Scrape(infoHash),
        (event, result) -> {
          if (event instanceof DhtEvent.ScrapeDone done) {
            result.complete(new ScrapeReport(done.seeds(), done.peers()));
          }
        });
  }

  @Override
  public DhtOperation<Optional<DhtItem>> getImmutable(NodeId target, DhtLookup lookup) {
    return begin(new Command.GetImmutable(target, options(lookup)), items(item -> {}));
  }

  private static BiConsumer<DhtEvent, CompletableFuture<Optional<DhtItem>>> items(
      Consumer<DhtItem> versions) {
    AtomicReference<DhtItem> newest = new AtomicReference<>();
    return (event, result) -> {
      if (event instanceof DhtEvent.ItemFound found) {
        newest.set(Reports.item(found.item()));
        hand(versions, newest.get());
      } else if (event instanceof DhtEvent.LookupDone) {
        result.complete(Optional.ofNullable(newest.get()));
      }
    };
  }

  @Override
  public DhtOperation<StoreReport> putImmutable(ByteString value, DhtLookup lookup) {
    return begin(put(value, lookup), DhtClient::completeStore);
  }

  private static Command.Put put(ByteString value, DhtLookup lookup) {
    byte[] bytes = value.toBytes();
    requireValue(bytes);
    StoredItem item = StoredItem.immutable(ItemRules.immutableTarget(bytes), bytes);
    return new Command.Put(item, Optional.empty(), options(lookup));
  }

  private static void requireValue(byte[] value) {
    if (!ItemRules.isStorable(value)) {
      throw new IllegalArgumentException("a value is bencoded and has at most 1000 bytes");
    }
  }

  @Override
  public DhtOperation<RepublishReport> republish(
      List<DhtValue> values, ObjIntConsumer<StoreReport> each) {
    long began = host.now();
    return begin(
        new Command.Republish(values.stream().map(DhtClient::store).toList()),
        (event, result) -> {
          if (event instanceof DhtEvent.Stored stored) {
            hand(report -> each.accept(report, stored.index()), Reports.store(stored));
          } else if (event instanceof DhtEvent.RepublishDone done) {
            Duration took = Duration.ofNanos(host.now() - began);
            result.complete(Reports.republish(values.size(), done, took));
          }
        });
  }

  private static Command.Store store(DhtValue value) {
    if (value instanceof DhtValue.Peer peer) {
      return announcement(peer.infoHash(), peer.port(), DhtLookup.DEFAULT);
    } else if (value instanceof DhtValue.Immutable item) {
      return put(item.value(), DhtLookup.DEFAULT);
    }
    return put(((DhtValue.Mutable) value).item(), DhtLookup.DEFAULT);
  }

  @Override
  public NodeId targetOf(ByteString value) {
    return ItemRules.immutableTarget(value.toBytes());
  }

  @Override
  public NodeId targetOf(ByteString key, ByteString salt) {
    return ItemRules.mutableTarget(key.toBytes(), salt.toBytes());
  }

  @Override
  public ByteString signedBytes(ByteString salt, long seq, ByteString value) {
    requireValue(value.toBytes());
    return ByteString.of(ItemRules.signed(salt.toBytes(), seq, value.toBytes()));
  }

  @Override
  public DhtOperation<Optional<DhtItem>> getMutable(
      ByteString key, ByteString salt, long minSeq, DhtLookup lookup, Consumer<DhtItem> versions) {
    return begin(new Command.GetMutable(key, salt, minSeq, options(lookup)), items(versions));
  }

  @Override
  public DhtOperation<StoreReport> putMutable(DhtMutableItem item, DhtLookup lookup) {
    return begin(put(item, lookup), DhtClient::completeStore);
  }

  private static Command.Put put(DhtMutableItem item, DhtLookup lookup) {
    requireValue(item.value().toBytes());
    StoredItem stored =
        StoredItem.mutable(
            ItemRules.mutableTarget(item.key().toBytes(), item.salt().toBytes()),
            item.value().toBytes(),
            item.key().toBytes(),
            item.salt().toBytes(),
            item.signature().toBytes(),
            item.seq());
    Optional<Long> cas =
        item.cas().isPresent() ? Optional.of(item.cas().getAsLong()) : Optional.empty();
    return new Command.Put(stored, cas, options(lookup));
  }

  @Override
  public DhtOperation<DhtReply> query(
      PeerAddress node, Optional<NodeId> id, String method, DhtArguments arguments) {
    return begin(
        new Command.Query(Endpoint.of(node), id, method, arguments), DhtClient::completeReply);
  }

  private static void completeReply(DhtEvent event, CompletableFuture<DhtReply> result) {
    if (event instanceof DhtEvent.Replied replied) {
      result.complete(new DhtReply(Reports.node(replied.from()), replied.values()));
    } else if (event instanceof DhtEvent.Failed failed) {
      result.completeExceptionally(new DhtException(failed.code(), failed.message()));
    }
  }

  @Override
  public DhtOperation<DhtReply> sample(PeerAddress node, NodeId target) {
    return begin(new Command.Sample(Endpoint.of(node), target), DhtClient::completeReply);
  }

  @Override
  public void addNode(PeerAddress node) {
    host.tell(new Command.AddNode(Endpoint.of(node)));
  }

  @Override
  public void removeNode(PeerAddress node) {
    host.tell(new Command.RemoveNode(Endpoint.of(node)));
  }

  @Override
  public CompletionStage<List<DhtContact>> table() {
    CompletableFuture<List<DhtContact>> result = new CompletableFuture<>();
    DhtHost.Live live = host.live();
    boolean accepted = live.driver().execute(live.port(), () -> result.complete(contacts(live)));
    if (!accepted) {
      result.completeExceptionally(new DhtException(DhtException.CLOSED, "closed"));
    }
    return result;
  }

  private List<DhtContact> contacts(DhtHost.Live live) {
    List<DhtContact> all = new ArrayList<>();
    live.driver()
        .node()
        .snapshot(host.now())
        .tables()
        .forEach(t -> t.contacts().forEach(c -> all.add(Reports.contact(t.id(), c))));
    all.sort(
        Comparator.comparing(DhtContact::live)
            .reversed()
            .thenComparingInt(DhtContact::bucket)
            .thenComparing(contact -> contact.node().id()));
    return all;
  }

  @Override
  public CompletionStage<Void> save() {
    return host.save();
  }

  @Override
  public List<String> limits() {
    Limits limits = host.settings().node().limits();
    Quota quota = host.settings().quota();
    return List.of(
        "queries a second of one source: " + limits.queries(),
        "stores a second of one source: " + limits.puts(),
        "queries a second in all: " + limits.all(),
        "signatures checked a second: " + limits.verifications(),
        "sources told apart: " + limits.sources(),
        "peers kept: " + quota.peers() + ", of one topic " + quota.peersPerTopic(),
        "bytes of items kept: " + quota.itemBytes(),
        "share of one neighbourhood: 1/" + quota.groupShare());
  }
}
