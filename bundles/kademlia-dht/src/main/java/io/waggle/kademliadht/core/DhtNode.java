package io.waggle.kademliadht.core;

import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Kind;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.security.AddressVotes;
import io.waggle.kademliadht.store.ItemStore;
import io.waggle.kademliadht.table.Contact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node of the DHT as a state machine; the package's documentation has the contract. */
public final class DhtNode {

  private final NodeContext node;
  private final Responder responder;
  private final Operations operations;
  private final Maintenance maintenance;

  /**
   * A node that has not sent anything yet; the first {@link #tick} begins.
   *
   * @param config its set-up
   * @param entropy random bits
   * @param store what it keeps for others
   * @param verifier checks signatures
   * @param warm what it remembers
   * @param work scratch
   * @param now nanoseconds
   */
  public DhtNode(
      NodeConfig config,
      Entropy entropy,
      ItemStore store,
      ItemVerifier verifier,
      Snapshot warm,
      Workspace work,
      long now) {
    node = new NodeContext(config, entropy, store, verifier, work, now);
    for (NodeConfig.Local local : config.locals()) {
      node.homes.add(new Home(node, node.homes.size(), local));
    }
    store.standAt(config.locals().get(0).id());
    node.size.remember(warm.networkSize());
    node.sized();
    for (Snapshot.Table table : warm.tables()) {
      for (Home home : node.homes) {
        home.restore(table.contacts(), now);
      }
    }
    responder = new Responder(node);
    operations = new Operations(node);
    maintenance = new Maintenance(node, operations);
    node.newcomers = maintenance::newcomer;
    maintenance.begin(now);
  }

  /**
   * A datagram has come.
   *
   * @param socketTag by which socket
   * @param from its sender; kept, so it must not change
   * @param buffer only read, and only during the call
   */
  public void datagram(
      long now, int socketTag, Endpoint from, byte[] buffer, int offset, int length, Output out) {
    node.out = out;
    node.now = now;
    node.count(Stat.RECEIVED);
    node.add(Stat.RECEIVED_BYTES, length);
    int end = offset + length;
    if (length < KrpcMessage.SHORTEST
        || buffer[offset] != 'd'
        || buffer[end - 1] != 'e'
        || !node.mayBeNode(from)) {
      node.count(Stat.JUNK);
      return;
    }
    boolean query = Responder.endsAsQuery(buffer, end);
    if (query && !responder.admit(now, from)) {
      node.count(Stat.LIMITED);
      return;
    }
    KrpcMessage message = node.work.message;
    if (!message.parse(buffer, offset, length)) {
      node.count(Stat.MALFORMED);
    } else if (message.realm() != node.config.realm()) {
      node.count(Stat.FOREIGN);
    } else if (message.kind() != Kind.QUERY) {
      node.requests.receive(now, message, from);
      maintenance.check(now);
    } else if (query || responder.admit(now, from)) {
      responder.answer(now, node.homes.get(socketTag), from, length);
    } else {
      node.count(Stat.LIMITED);
    }
  }

  /** Does what is due. */
  public void tick(long now, Output out) {
    node.out = out;
    node.now = now;
    node.timers.run(now);
    maintenance.check(now);
  }

  /** When {@link #tick} has something to do next, or {@link Long#MAX_VALUE}. */
  public long nextDeadline() {
    return node.timers.next();
  }

  /** Begins an operation and returns its number, which its events carry. */
  public long submit(long now, Command command, Output out) {
    node.out = out;
    node.now = now;
    if (command instanceof Command.Reconfigure change) {
      reconfigure(change.config(), now);
    }
    long operation = operations.submit(now, command, maintenance);
    maintenance.check(now);
    return operation;
  }

  /** Lets somebody answer a kind of query; see {@link ExtensionHandler}. */
  public void register(String method, ExtensionHandler handler) {
    responder.extensions().register(method, handler);
  }

  /** Ends that. */
  public void unregister(String method) {
    responder.extensions().unregister(method);
  }

  /** Ids and sockets stay; tables are made anew around their nodes if their size changes. */
  private void reconfigure(NodeConfig config, long now) {
    NodeConfig old = node.config;
    node.config = config.with(old.locals());
    node.requests.configure(config.policy().timing(), config.readOnly(), config.realm());
    responder.reconfigure();
    if (!old.table().equals(config.table()) || !old.diversity().equals(config.diversity())) {
      node.homes.forEach(home -> home.rebuild(now));
    }
  }

  /** What it should remember over a restart. */
  public Snapshot snapshot(long now) {
    List<Snapshot.Table> tables =
        node.homes.stream()
            .map(
                home ->
                    new Snapshot.Table(
                        home.family(), home.id(), home.table().contacts(node.tenths(now))))
            .toList();
    return new Snapshot(tables, node.size.estimate());
  }

  /** How far it is. */
  public DhtState state() {
    return maintenance.state();
  }

  /** Its id in a family, or in its first one if it has none there. */
  public NodeId id(Family family) {
    Home home = node.home(family);
    return home == null ? node.homes.get(0).id() : home.id();
  }

  /** Who sees us where in a family; none until enough agree on the host. */
  public List<AddressVotes.Vote> votes(Family family) {
    Home home = node.home(family);
    return home == null ? List.of() : home.votes();
  }

  /** Nodes in the buckets of all tables. */
  public int live() {
    return node.live();
  }

  /** Nodes that wait, in all tables. */
  public int waiting() {
    return node.homes.stream().mapToInt(home -> home.table().waiting()).sum();
  }

  /** The nodes of one local id's table. */
  public List<Contact> contacts(int socketTag, long now) {
    return node.homes.get(socketTag).table().contacts(node.tenths(now));
  }

  /** The estimated number of nodes, 0 if not known. */
  public long networkSize() {
    return node.size.estimate();
  }

  /** Questions under way, operations that run or wait. */
  public int pending() {
    return node.requests.size() + operations.size();
  }

  /** One count. */
  public long stat(Stat stat) {
    return node.stat(stat);
  }

  /** Everything that is counted, by name. */
  public Map<String, Long> stats() {
    Map<String, Long> all = new TreeMap<>();
    for (Stat stat : Stat.values()) {
      all.put(stat.name().toLowerCase(java.util.Locale.ROOT).replace('_', '.'), node.stat(stat));
    }
    all.put("store.peers", (long) node.store.peers());
    all.put("store.topics", (long) node.store.topics());
    all.put("store.items", (long) node.store.items());
    all.put("store.bytes", node.store.itemBytes());
    all.put("table.live", (long) live());
    all.put("table.waiting", (long) waiting());
    all.put("network.size", networkSize());
    for (Family family : Family.values()) {
      String name = family.name().toLowerCase(java.util.Locale.ROOT);
      for (int percentile : new int[] {50, 90, 99}) {
        all.put(
            "rtt." + name + ".p" + percentile,
            (long) node.requests.model(family).percentile(percentile, 0));
      }
    }
    return all;
  }
}
