package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our DHT node and those of bittorrent-dht begin with one another and serve one another. */
class DhtIT {

  private static final int SEED = 32;

  private final String infoHash = Peers.hex(20);

  @BeforeAll
  static void set_up() {
    Peers.assumeNode();
  }

  /** A pair that knows each other: who began with whom is a parameter. */
  private record Pair(OurDht ours, JsonProcess theirs, int port) implements AutoCloseable {

    static Pair of(String impl, String first) {
      if (first.equals("theirs")) {
        JsonProcess theirs = npm(impl);
        int port = theirs.await("listening").getInt("port");
        return new Pair(OurDht.start("127.0.0.1:" + port).awaitReady(), theirs, port);
      }
      OurDht ours = OurDht.start();
      JsonProcess theirs = npm(impl, "--bootstrap", ours.address().toString());
      int port = theirs.await("listening").getInt("port");
      theirs.await("ready");
      ours.awaitReady();
      return new Pair(ours, theirs, port);
    }

    @Override
    public void close() {
      theirs.close();
      ours.close();
    }
  }

  private static JsonProcess npm(String impl, String... flags) {
    String[] all = Arrays.copyOf(flags, flags.length + 2);
    all[flags.length] = "--impl";
    all[flags.length + 1] = impl;
    return NodePeer.start("dht-node.js", all);
  }

  @ParameterizedTest(name = "bittorrent-dht {0}, first {1}")
  @CsvSource({"7,theirs", "7,ours", "11,theirs", "11,ours"})
  void announces_are_found_by_the_other(String impl, String first) {
    try (Pair pair = Pair.of(impl, first)) {
      NodeId id = NodeId.parse(infoHash);
      var stored =
          pair.ours
              .service()
              .announce(id, Optional.of(4001), DhtLookup.DEFAULT, peer -> {})
              .result();
      assertThat(OurDht.await(stored).isStored()).isTrue();
      pair.theirs.send("lookup", "infoHash", infoHash);
      pair.theirs.await("peer", peer -> peer.getInt("port") == 4001);

      pair.theirs.send("announce", "infoHash", infoHash, "port", 4002);
      assertThat(pair.theirs.await("announce-done").getBoolean("ok")).isTrue();
      Set<PeerAddress> found = new ConcurrentSkipListSet<>();
      OurDht.await(pair.ours.service().getPeers(id, DhtLookup.DEFAULT, found::add).result());
      assertThat(found).contains(PeerAddress.parse("127.0.0.1:4002"));
    }
  }

  @ParameterizedTest(name = "bittorrent-dht {0}, first {1}")
  @CsvSource({"7,theirs", "7,ours", "11,theirs", "11,ours"})
  void immutable_items_are_got_by_the_other(String impl, String first) {
    try (Pair pair = Pair.of(impl, first)) {
      ByteString value = ByteString.of("14:from our side!");
      assertThat(
              OurDht.await(pair.ours.service().putImmutable(value, DhtLookup.DEFAULT).result())
                  .isStored())
          .isTrue();
      pair.theirs.send("get", "key", pair.ours.service().targetOf(value).toString());
      assertThat(pair.theirs.await("get-done").getString("value")).isEqualTo("from our side!");

      pair.theirs.send("put", "value", "from their side");
      String key = pair.theirs.await("put-done").getString("key");
      Optional<DhtItem> got =
          OurDht.await(
              pair.ours.service().getImmutable(NodeId.parse(key), DhtLookup.DEFAULT).result());
      assertThat(got.orElseThrow().value().toText()).isEqualTo("15:from their side");
    }
  }

  @ParameterizedTest(name = "bittorrent-dht {0}, first {1}")
  @CsvSource({"7,theirs", "7,ours", "11,theirs", "11,ours"})
  void mutable_items_are_got_by_the_other(String impl, String first) throws Exception {
    try (Pair pair = Pair.of(impl, first)) {
      DhtMutableItem item = SignedItem.of(pair.ours, "salt", 3, "11:our version");
      assertThat(
              OurDht.await(pair.ours.service().putMutable(item, DhtLookup.DEFAULT).result())
                  .isStored())
          .isTrue();
      String target = pair.ours.service().targetOf(item.key(), item.salt()).toString();
      pair.theirs.send("get", "key", target, "salt", "salt");
      var got = pair.theirs.await("get-done");
      assertThat(got.getString("value")).isEqualTo("our version");
      assertThat(got.getInt("seq")).isEqualTo(3);

      pair.theirs.send("put", "value", "theirs", "seed", Peers.hex(SEED), "seq", 7, "salt", "x");
      byte[] key = HexFormat.of().parseHex(pair.theirs.await("put-done").getString("k"));
      Optional<DhtItem> back =
          OurDht.await(
              pair.ours
                  .service()
                  .getMutable(
                      ByteString.of(key), ByteString.of("x"), -1, DhtLookup.DEFAULT, v -> {})
                  .result());
      assertThat(back.orElseThrow().value().toText()).isEqualTo("6:theirs");
      assertThat(back.orElseThrow().seq()).isEqualTo(7);
    }
  }
}
