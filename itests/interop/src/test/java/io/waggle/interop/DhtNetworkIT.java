package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks of our nodes and those of others, with dead ones among them. */
class DhtNetworkIT {

  private static final WaggleClock CLOCK = WaggleClock.system();
  private static final int EACH = 20;
  private static final int KILLED = 6;
  private static final int ROUNDS = 9;

  @TempDir Path directory;

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  /** A fresh announce is found at the first lookup though 30 % of the nodes have just died. */
  @ParameterizedTest(name = "with {0}")
  @CsvSource({"7,11", "11,libtorrent", "7,libtorrent"})
  void mixed_network_with_dead_nodes_finds_an_announce_at_the_first_lookup(
      String one, String other) {
    Peers.assume(other.equals("libtorrent") ? NodePeer.libtorrentUnavailable() : "");
    List<OurDht> ours = new ArrayList<>();
    try (OurDht first = OurDht.start();
        Processes ones = Processes.start(one, first.address());
        Processes others = Processes.start(other, first.address())) {
      for (int i = 1; i < EACH; i++) {
        ours.add(OurDht.start(first.address().toString()).awaitReady());
      }
      ones.kill();
      others.kill();
      for (int i = 0; i < KILLED; i++) {
        ours.remove(ours.size() - 1).close();
      }
      List<Long> micros = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        micros.add(announceAndFind(ours.get(round), ours.get(ours.size() - 1 - round), round));
      }
      micros.sort(null);
      System.out.printf(
          "20 of ours, %s and %s each, 30 %% dead: first lookups %s us, median %d%n",
          one, other, micros, micros.get(ROUNDS / 2));
    } finally {
      ours.forEach(OurDht::close);
    }
  }

  private static long announceAndFind(OurDht announcer, OurDht seeker, int round) {
    NodeId infoHash = NodeId.parse(Peers.hex(20));
    int port = 5000 + round;
    assertThat(
            OurDht.await(
                    announcer
                        .service()
                        .announce(infoHash, Optional.of(port), DhtLookup.DEFAULT, peer -> {})
                        .result())
                .isStored())
        .isTrue();
    Set<PeerAddress> found = new ConcurrentSkipListSet<>();
    long begun = CLOCK.nanoTime();
    LookupReport report =
        OurDht.await(seeker.service().getPeers(infoHash, DhtLookup.DEFAULT, found::add).result());
    assertThat(found)
        .as("round %d, %s", round, report)
        .extracting(PeerAddress::port)
        .contains(port);
    return (CLOCK.nanoTime() - begun) / 1000;
  }

  /** Two groups of processes, so that some nodes can be killed without notice. */
  private record Processes(JsonProcess kept, JsonProcess killed) implements AutoCloseable {

    static Processes start(String impl, PeerAddress first) {
      return new Processes(many(impl, first, EACH - KILLED), many(impl, first, KILLED));
    }

    private static JsonProcess many(String impl, PeerAddress first, int count) {
      String[] flags = {"--bootstrap", first.toString(), "--count", Integer.toString(count)};
      JsonProcess process =
          impl.equals("libtorrent")
              ? NodePeer.libtorrent(flags)
              : NodePeer.start(
                  "dht-node.js",
                  Stream.concat(Stream.of("--impl", impl), Stream.of(flags))
                      .toArray(String[]::new));
      process.await("listening");
      process
          .log()
          .await(
              "all are ready", () -> process.log().count("ready") == count, JsonProcess.PATIENCE);
      return process;
    }

    void kill() {
      killed.close();
    }

    @Override
    public void close() {
      killed.close();
      kept.close();
    }
  }

  /** One live node out of those remembered is enough (BEP 5 needs no bootstrap node then). */
  @Test
  void restart_finds_the_network_though_every_bootstrap_node_is_gone() {
    Optional<Path> file = Optional.of(directory.resolve("table"));
    try (JsonProcess npm = NodePeer.start("dht-node.js", "--impl", "7")) {
      int port = npm.await("listening").getInt("port");
      PeerAddress gone;
      try (OurDht bootstrap = OurDht.start("127.0.0.1:" + port).awaitReady();
          OurDht node =
              OurDht.start("127.0.0.1", file, bootstrap.address().toString()).awaitReady()) {
        gone = bootstrap.address();
        OurDht.await(node.service().save());
      }
      try (OurDht again = OurDht.start("127.0.0.1", file, gone.toString()).awaitReady()) {
        assertThat(again.service().status().live()).isPositive();
      }
    }
  }

  @Test
  void two_nodes_meet_on_the_ipv6_loopback() {
    try (OurDht one = OurDht.start("::1", Optional.empty());
        OurDht two = OurDht.start("::1", Optional.empty(), one.address().toString()).awaitReady()) {
      announceAndFind(two, one, 0);
    }
  }
}
