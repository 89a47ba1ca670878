package io.waggle.kademliadht.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.StoreReport;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.testkit.discovery.Eventually;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on loopback. */
class DhtHostTest {

  private static final NodeId TOPIC = NodeId.parse("12".repeat(20));
  private final Eventually eventually = Eventually.real(Duration.ofSeconds(20));
  private final List<LocalDht> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(LocalDht::close);
  }

  private LocalDht node(PeerAddress... bootstrap) throws Exception {
    LocalDht dht = LocalDht.open("n" + open.size(), List.of(bootstrap));
    open.add(dht);
    return dht;
  }

  private static <T> T get(DhtOperation<T> operation) throws Exception {
    return operation.result().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** What was handed to the node's thread before this has been done when it returns. */
  private static void awaitThread(LocalDht node) throws Exception {
    node.client().table().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private List<LocalDht> network(int size) throws Exception {
    LocalDht first = node();
    for (int i = 1; i < size; i++) {
      node(first.address());
    }
    for (LocalDht each : open) {
      each.client().ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
    return open;
  }

  @Test
  void peersAnnounceAndFindEachOther() throws Exception {
    List<LocalDht> nodes = network(6);
    StoreReport stored =
        get(nodes.get(1).client().announce(TOPIC, Optional.of(4001), DhtLookup.DEFAULT, p -> {}));
    assertThat(stored.holders()).isNotEmpty();
    List<PeerAddress> peers = new CopyOnWriteArrayList<>();
    LookupReport report =
        get(nodes.get(4).client().getPeers(TOPIC, DhtLookup.wide(16), peers::add));
    assertThat(peers).containsExactly(new PeerAddress(InetAddress.getLoopbackAddress(), 4001));
    assertThat(report.closest()).hasSize(5);
    assertThat(report.trace()).isNotEmpty().allMatch(hop -> hop.hops() >= 1);
  }

  @Test
  void itemsArePutAndGot() throws Exception {
    List<LocalDht> nodes = network(4);
    ByteString value = ByteString.of("5:hello");
    assertThat(get(nodes.get(0).client().putImmutable(value, DhtLookup.DEFAULT)).isStored())
        .isTrue();
    NodeId target = nodes.get(0).client().targetOf(value);
    assertThat(get(nodes.get(3).client().getImmutable(target, DhtLookup.DEFAULT)))
        .map(DhtItem::value)
        .contains(value);
    assertThat(get(nodes.get(3).client().getImmutable(TOPIC, DhtLookup.DEFAULT))).isEmpty();
  }

  @Test
  void mutableItemsAreSignedByTheirOwner() throws Exception {
    List<LocalDht> nodes = network(4);
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    ByteString key =
        ByteString.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    ByteString salt = ByteString.of("s");
    ByteString value = ByteString.of("i7e");
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(nodes.get(0).client().signedBytes(salt, 3, value).toBytes());
    DhtMutableItem item =
        new DhtMutableItem(key, salt, 3, value, ByteString.of(signer.sign()), OptionalLong.empty());
    assertThat(get(nodes.get(0).client().putMutable(item, DhtLookup.DEFAULT)).isStored()).isTrue();
    Optional<DhtItem> got =
        get(nodes.get(2).client().getMutable(key, salt, -1, DhtLookup.DEFAULT, i -> {}));
    assertThat(got).map(DhtItem::seq).contains(3L);
  }

  @Test
  void otherBundlesAskAndAnswer() throws Exception {
    List<LocalDht> nodes = network(2);
    nodes
        .get(1)
        .host
        .addHandler(
            new DhtQueryHandler() {
              @Override
              public Set<String> methods() {
                return Set.of("mb_info");
              }

              @Override
              public void handle(DhtQuery query, DhtResponder responder) {
                Thread other =
                    new Thread(
                        () ->
                            responder.reply(
                                DhtArguments.NONE
                                    .with("tok", responder.token())
                                    .with("good", query.tokenGood() ? 1 : 0)));
                other.start();
              }
            });
    awaitThread(nodes.get(1));
    DhtArguments first =
        get(nodes
                .get(0)
                .client()
                .query(nodes.get(1).address(), Optional.empty(), "mb_info", DhtArguments.NONE))
            .values();
    assertThat(first.integer("good")).hasValue(0);
    DhtArguments again = DhtArguments.NONE.with("tok", first.bytes("tok").orElseThrow());
    assertThat(
            get(nodes
                    .get(0)
                    .client()
                    .query(nodes.get(1).address(), Optional.empty(), "mb_info", again))
                .values()
                .integer("good"))
        .hasValue(1);
    assertThatThrownBy(
            () ->
                get(
                    nodes
                        .get(1)
                        .client()
                        .query(nodes.get(0).address(), Optional.empty(), "mb_info", first)))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(DhtException.class, e -> assertThat(e.code()).isEqualTo(204));
  }

  @Test
  void tableOutlivesTheProcessAndNeedsNoBootstrap(@TempDir Path folder) throws Exception {
    List<LocalDht> nodes = network(4);
    Path file = folder.resolve("table");
    LocalDht dht =
        LocalDht.open(
            LocalDht.settings("saved", List.of(nodes.get(0).address()), Optional.of(file)));
    dht.client().ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
    eventually.until("more are known", () -> dht.host.status().live() >= 3);
    NodeId id = dht.host.status().locals().get(0).id();
    dht.close();
    assertThat(file).exists();
    LocalDht again = LocalDht.open(LocalDht.settings("saved", List.of(), Optional.of(file)));
    open.add(again);
    again.client().ready().toCompletableFuture().get(20, TimeUnit.SECONDS);
    eventually.until("status is told", () -> !again.host.status().locals().isEmpty());
    assertThat(again.host.status().locals().get(0).id()).isEqualTo(id);
    assertThat(again.host.status().live()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void damagedFileIsReportedAndSkipped(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("table");
    Files.writeString(file, "this is no table");
    LocalDht dht = LocalDht.open(LocalDht.settings("x", List.of(), Optional.of(file)));
    open.add(dht);
    eventually.until("it is told", () -> dht.host.status().reason().contains("can't be read"));
    dht.client().save().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(new SnapshotFile(file).read(java.time.Instant.now())).isPresent();
  }

  @Test
  void anotherPortDoesNotLoseTheTable() throws Exception {
    List<LocalDht> nodes = network(5);
    LocalDht moved = nodes.get(4);
    eventually.until("more are known", () -> moved.host.status().live() >= 4);
    PeerAddress before = moved.address();
    NodeId id = moved.host.status().locals().get(0).id();
    DhtSettings old = moved.host.settings();
    moved.host.apply(
        new DhtSettings(
            old.name(),
            0,
            List.of(InetAddress.getLoopbackAddress()),
            true,
            old.id(),
            List.of(),
            old.node(),
            old.quota(),
            old.file(),
            old.save()),
        "");
    assertThat(moved.address()).isNotEqualTo(before);
    List<DhtContact> table = moved.client().table().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThat(table.stream().filter(DhtContact::live)).hasSizeGreaterThanOrEqualTo(4);
    assertThat(table.get(0).local()).isEqualTo(id);
  }

  @Test
  void privateNetworksDoNotHearEachOther() throws Exception {
    LocalDht outsider = node();
    DhtSettings usual = LocalDht.settings("p", List.of(outsider.address()), Optional.empty());
    NodeConfig inside = usual.node().realm(77);
    LocalDht insider =
        LocalDht.open(
            new DhtSettings(
                "p",
                0,
                usual.bind(),
                false,
                usual.id(),
                usual.bootstrap(),
                inside,
                usual.quota(),
                usual.file(),
                usual.save()));
    open.add(insider);
    eventually.until(
        "the outsider has dropped something",
        () -> outsider.host.status().figures().getOrDefault("foreign", 0L) > 0);
    assertThat(insider.host.status().live()).isZero();
    assertThat(outsider.host.status().live() + outsider.host.status().waiting()).isZero();
    assertThat(insider.host.status().state()).isNotEqualTo(DhtState.READY);
  }

  @Test
  void whatRunsEndsWithTheNodeOrWhenItIsCancelled() throws Exception {
    LocalDht alone = node();
    DhtOperation<LookupReport> cancelled = alone.client().findNodes(TOPIC, DhtLookup.DEFAULT);
    cancelled.cancel();
    assertThatThrownBy(() -> get(cancelled)).hasCauseInstanceOf(CancellationException.class);
    DhtOperation<LookupReport> waiting = alone.client().findNodes(TOPIC, DhtLookup.DEFAULT);
    alone.close();
    assertThatThrownBy(() -> get(waiting)).hasCauseInstanceOf(DhtException.class);
    assertThatThrownBy(() -> get(alone.client().findNodes(TOPIC, DhtLookup.DEFAULT)))
        .hasCauseInstanceOf(DhtException.class);
  }

  @Test
  void bothFamiliesShareASocket() throws Exception {
    DhtSettings dual = DhtSettings.of("dual", 0, List.of());
    LocalDht one = LocalDht.open(dual);
    open.add(one);
    int port = one.host.local().get(0).getPort();
    LocalDht two = LocalDht.open(DhtSettings.of("dual2", 0, List.of()));
    open.add(two);
    two.client().addNode(PeerAddress.parse("127.0.0.1:" + port));
    two.client().addNode(PeerAddress.parse("[::1]:" + port));
    eventually.until("the node is known by both families", () -> two.host.status().live() == 2);
    assertThat(two.host.live().sockets().families()).containsExactly(Family.V4, Family.V6);
  }
}
