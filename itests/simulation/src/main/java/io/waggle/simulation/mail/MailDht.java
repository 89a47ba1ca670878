package io.waggle.simulation.mail;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.DhtStatus;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.ScrapeReport;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.net.PeerAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A DHT as far as mail needs one: lookups, queries, the table. Everything else it refuses. */
abstract class MailDht implements DhtService {

  private final Map<Long, CompletableFuture<?>> open = new LinkedHashMap<>();
  private long begun;

  /** What one operation waits for; fails when the machine goes off. */
  <T> CompletableFuture<T> pending() {
    CompletableFuture<T> future = new CompletableFuture<>();
    long number = begun++;
    open.put(number, future);
    future.whenComplete((value, error) -> open.remove(number));
    return future;
  }

  /** The machine went off. */
  void off() {
    DhtException gone = new DhtException(DhtException.CLOSED, "off");
    List.copyOf(open.values()).forEach(future -> future.completeExceptionally(gone));
  }

  static <T> DhtOperation<T> operation(CompletionStage<T> result) {
    return new DhtOperation<>() {
      @Override
      public CompletionStage<T> result() {
        return result;
      }

      @Override
      public void cancel() {}
    };
  }

  abstract boolean isReady();

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public DhtStatus status() {
    DhtState state = isReady() ? DhtState.READY : DhtState.SEARCHING;
    return new DhtStatus(state, "", List.of(), List.of(), 0, 0, 0, new TreeMap<>());
  }

  private static UnsupportedOperationException unasked() {
    return new UnsupportedOperationException("mail does not ask for that");
  }

  @Override
  public CompletionStage<Void> ready() {
    throw unasked();
  }

  @Override
  public DhtOperation<LookupReport> getPeers(
      NodeId infoHash, DhtLookup lookup, Consumer<PeerAddress> peers) {
    throw unasked();
  }

  @Override
  public DhtOperation<StoreReport> announce(
      NodeId infoHash, Optional<Integer> port, DhtLookup lookup, Consumer<PeerAddress> peers) {
    throw unasked();
  }

  @Override
  public DhtOperation<ScrapeReport> scrape(NodeId infoHash) {
    throw unasked();
  }

  @Override
  public DhtOperation<Optional<DhtItem>> getImmutable(NodeId target, DhtLookup lookup) {
    throw unasked();
  }

  @Override
  public DhtOperation<StoreReport> putImmutable(ByteString value, DhtLookup lookup) {
    throw unasked();
  }

  @Override
  public NodeId targetOf(ByteString value) {
    throw unasked();
  }

  @Override
  public NodeId targetOf(ByteString key, ByteString salt) {
    throw unasked();
  }

  @Override
  public ByteString signedBytes(ByteString salt, long seq, ByteString value) {
    throw unasked();
  }

  @Override
  public DhtOperation<Optional<DhtItem>> getMutable(
      ByteString key, ByteString salt, long minSeq, DhtLookup lookup, Consumer<DhtItem> versions) {
    throw unasked();
  }

  @Override
  public DhtOperation<StoreReport> putMutable(DhtMutableItem item, DhtLookup lookup) {
    throw unasked();
  }

  @Override
  public DhtOperation<DhtReply> sample(PeerAddress node, NodeId target) {
    throw unasked();
  }

  @Override
  public void addNode(PeerAddress node) {
    throw unasked();
  }

  @Override
  public void removeNode(PeerAddress node) {
    throw unasked();
  }

  @Override
  public CompletionStage<Void> save() {
    throw unasked();
  }

  @Override
  public List<String> limits() {
    return List.of();
  }
}
