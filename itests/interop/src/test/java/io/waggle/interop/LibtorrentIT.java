package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import java.security.KeyPair;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our DHT node and libtorrent's begin with one another and serve one another. */
class LibtorrentIT {

  private static final HexFormat HEX = HexFormat.of();

  @BeforeAll
  static void set_up() {
    Peers.assume(NodePeer.libtorrentUnavailable());
  }

  /**
   * Two nodes of theirs and two of ours: libtorrent does not look into its own store, so what it
   * gets must lie elsewhere. Who began with whom is a parameter.
   */
  private record Four(OurDht ours, OurDht second, JsonProcess theirs, int port)
      implements AutoCloseable {

    static Four of(String first) {
      if (first.equals("theirs")) {
        int port = Peers.freePort();
        String known = "127.0.0.1:" + port;
        JsonProcess theirs =
            NodePeer.libtorrent("--port", "" + port, "--count", "2", "--bootstrap", known);
        theirs.await("listening");
        OurDht ours = OurDht.start(known).awaitReady();
        return new Four(ours, OurDht.start(known).awaitReady(), theirs, port);
      }
      OurDht ours = OurDht.start();
      String known = ours.address().toString();
      JsonProcess theirs = NodePeer.libtorrent("--count", "2", "--bootstrap", known);
      int port = theirs.await("listening").getInt("port");
      theirs.await("ready", row -> row.getInt("node") == 0);
      theirs.await("ready", row -> row.getInt("node") == 1);
      return new Four(ours.awaitReady(), OurDht.start(known).awaitReady(), theirs, port);
    }

    @Override
    public void close() {
      theirs.close();
      second.close();
      ours.close();
    }
  }

  @ParameterizedTest(name = "first {0}")
  @ValueSource(strings = {"theirs", "ours"})
  void announces_are_found_by_the_other(String first) {
    try (Four four = Four.of(first)) {
      String infoHash = Peers.hex(20);
      NodeId id = NodeId.parse(infoHash);
      var stored =
          four.ours.service().announce(id, Optional.of(4001), DhtLookup.DEFAULT, p -> {}).result();
      assertThat(OurDht.await(stored).isStored()).isTrue();
      four.theirs.send("lookup", "infoHash", infoHash);
      four.theirs.await("peer", peer -> peer.getInt("port") == 4001);

      String other = Peers.hex(20);
      four.theirs.send("announce", "infoHash", other);
      four.theirs.await("announced", row -> row.getString("infoHash").equals(other));
      Set<PeerAddress> found = new ConcurrentSkipListSet<>();
      NodeId wanted = NodeId.parse(other);
      OurDht.await(four.ours.service().getPeers(wanted, DhtLookup.DEFAULT, found::add).result());
      assertThat(found).contains(PeerAddress.parse("127.0.0.1:" + four.port));
    }
  }

  @ParameterizedTest(name = "first {0}")
  @ValueSource(strings = {"theirs", "ours"})
  void immutable_items_are_got_by_the_other(String first) {
    try (Four four = Four.of(first)) {
      ByteString value = ByteString.of("14:from our side!");
      var put = four.ours.service().putImmutable(value, DhtLookup.DEFAULT).result();
      assertThat(OurDht.await(put).isStored()).isTrue();
      four.theirs.send("get", "key", four.ours.service().targetOf(value).toString());
      assertThat(four.theirs.await("get-done").getString("value")).isEqualTo("from our side!");

      four.theirs.send("put", "value", "from their side");
      String key = four.theirs.await("put-done").getString("key");
      var got = four.ours.service().getImmutable(NodeId.parse(key), DhtLookup.DEFAULT).result();
      assertThat(OurDht.await(got).orElseThrow().value().toText()).isEqualTo("15:from their side");
    }
  }

  @ParameterizedTest(name = "first {0}")
  @ValueSource(strings = {"theirs", "ours"})
  void mutable_items_are_got_by_the_other(String first) throws Exception {
    try (Four four = Four.of(first)) {
      DhtMutableItem item = SignedItem.of(four.ours, "salt", 3, "11:our version");
      var put = four.ours.service().putMutable(item, DhtLookup.DEFAULT).result();
      assertThat(OurDht.await(put).isStored()).isTrue();
      four.theirs.send("get", "k", HEX.formatHex(item.key().toBytes()), "salt", "salt");
      var got = four.theirs.await("get-done");
      assertThat(got.getString("value")).isEqualTo("our version");
      assertThat(got.getInt("seq")).isEqualTo(3);

      KeyPair keys = SignedItem.keys();
      byte[] key = SignedItem.raw(keys.getPublic().getEncoded());
      String seed = HEX.formatHex(SignedItem.raw(keys.getPrivate().getEncoded()));
      four.theirs.send(
          "put", "value", "theirs", "seed", seed, "k", HEX.formatHex(key), "salt", "x");
      four.theirs.await("put-done");
      var back =
          four.ours
              .service()
              .getMutable(ByteString.of(key), ByteString.of("x"), -1, DhtLookup.DEFAULT, v -> {})
              .result();
      Optional<DhtItem> found = OurDht.await(back);
      assertThat(found.orElseThrow().value().toText()).isEqualTo("6:theirs");
    }
  }
}
