package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Asking.Answer;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.driver.PlatformVerifier;
import io.waggle.kademliadht.krpc.Endpoint;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bep44Test {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEY =
      HEX.parseHex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");
  private static final byte[] SIG =
      HEX.parseHex(
          "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
              + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01");
  private static final byte[] SALTED_SIG =
      HEX.parseHex(
          "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
              + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08");
  private static final ByteString HELLO = ByteString.of("Hello World!");
  private static final NodeId TARGET = NodeId.parse("4a533d47ec9c7d95b1ad75f576cffc641853b750");
  private static final NodeId SALTED = NodeId.parse("411eba73b6f087ca51a3795d9c8c938d365e32c1");
  private static final NodeId IMMUTABLE = NodeId.parse("e5f96f6f38320f0f33959cb4d3d656452117aadb");

  private final TestNetwork net = new TestNetwork(4);
  private final Host host = net.add();
  private final Asking stranger = new Asking(net, host, Asking.STRANGER);

  Bep44Test() {
    net.verifier = new PlatformVerifier();
  }

  private static DhtArguments me() {
    return Asking.as(Asking.STRANGER_ID);
  }

  private DhtArguments mutable(long seq, byte[] sig) {
    return me().with("k", KEY)
        .with("seq", seq)
        .with("sig", sig)
        .with("v", HELLO)
        .with("token", stranger.token(TARGET));
  }

  @Test
  void targetsAndSignedBytesAreThoseOfTheVectors() {
    byte[] value = "12:Hello World!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(ItemRules.mutableTarget(KEY, new byte[0])).isEqualTo(TARGET);
    assertThat(ItemRules.mutableTarget(KEY, bytes("foobar"))).isEqualTo(SALTED);
    assertThat(ItemRules.immutableTarget(value)).isEqualTo(IMMUTABLE);
    assertThat(ItemRules.signed(new byte[0], 1, value))
        .isEqualTo(bytes("3:seqi1e1:v12:Hello World!"));
    assertThat(ItemRules.signed(bytes("foobar"), 1, value))
        .isEqualTo(bytes("4:salt6:foobar3:seqi1e1:v12:Hello World!"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void mutableItemIsStoredAndRead() {
    assertThat(stranger.ask("put", mutable(1, SIG)).kind()).isEqualTo((byte) 'r');
    Answer answer = stranger.ask("get", me().with("target", TARGET));
    assertThat(answer.values().bytes("v")).contains(HELLO);
    assertThat(answer.values().bytes("k")).contains(ByteString.of(KEY));
    assertThat(answer.values().bytes("sig")).contains(ByteString.of(SIG));
    assertThat(answer.values().integer("seq")).hasValue(1);
    assertThat(answer.values().bytes("nodes")).isPresent();
    Answer known = stranger.ask("get", me().with("target", TARGET).with("seq", 1));
    assertThat(known.values().bytes("v")).isEmpty();
    assertThat(known.values().bytes("sig")).isEmpty();
    assertThat(known.values().integer("seq")).hasValue(1);
  }

  @Test
  void saltedItemHasItsOwnTarget() {
    DhtArguments put =
        me().with("k", KEY)
            .with("salt", bytes("foobar"))
            .with("seq", 1)
            .with("sig", SALTED_SIG)
            .with("v", HELLO)
            .with("token", stranger.token(SALTED));
    assertThat(stranger.ask("put", put).kind()).isEqualTo((byte) 'r');
    assertThat(stranger.ask("get", me().with("target", SALTED)).values().bytes("v"))
        .contains(HELLO);
  }

  @Test
  void immutableItemNeedsNoSeq() {
    DhtArguments put = me().with("v", HELLO).with("token", stranger.token(IMMUTABLE));
    assertThat(stranger.ask("put", put).kind()).isEqualTo((byte) 'r');
    Answer answer = stranger.ask("get", me().with("target", IMMUTABLE));
    assertThat(answer.values().bytes("v")).contains(HELLO);
    assertThat(answer.values().bytes("k")).isEmpty();
  }

  @Test
  void keyWithoutSignatureIsNotStoredAsImmutable() {
    DhtArguments put = me().with("k", KEY).with("v", HELLO).with("token", stranger.token(TARGET));
    assertThat(stranger.ask("put", put).code()).isEqualTo(203);
    assertThat(stranger.ask("put", put.with("seq", 1)).code()).isEqualTo(203);
    assertThat(host.store.items()).isZero();
  }

  @Test
  void badSignatureIs206() {
    byte[] forged = SIG.clone();
    forged[5] ^= 1;
    assertThat(stranger.ask("put", mutable(1, forged)).code()).isEqualTo(206);
    assertThat(stranger.ask("put", mutable(2, SIG)).code()).as("other seq").isEqualTo(206);
  }

  @Test
  void tokenOfAnotherTargetIs203() {
    DhtArguments put = me().with("v", HELLO).with("token", stranger.token(TARGET));
    assertThat(stranger.ask("put", put).code()).isEqualTo(203);
  }

  @ParameterizedTest
  @CsvSource({"996, 0", "997, 205"})
  void valueIsBoundedByItsEncodedLength(int length, int code) {
    byte[] value = new byte[length];
    byte[] encoded = Arrays.copyOf(bytes(length + ":"), length + 4);
    NodeId target = ItemRules.immutableTarget(encoded);
    DhtArguments put = me().with("v", value).with("token", stranger.token(target));
    assertThat(stranger.ask("put", put).code()).isEqualTo(code);
  }

  @Test
  void longListIs205() {
    List<Object> list = java.util.Collections.nCopies(400, (Object) 1L);
    DhtArguments put = me().with("v", list).with("token", stranger.token(TARGET));
    assertThat(stranger.ask("put", put).code()).isEqualTo(205);
  }

  @Test
  void longestItemIsGivenWhole() {
    byte[] value = new byte[996];
    byte[] encoded = Arrays.copyOf(bytes("996:"), 1000);
    NodeId target = ItemRules.immutableTarget(encoded);
    stranger.ask("put", me().with("v", value).with("token", stranger.token(target)));
    Answer answer = stranger.ask("get", me().with("target", target));
    assertThat(answer.values().bytes("v")).contains(ByteString.of(value));
    assertThat(answer.length()).isLessThanOrEqualTo(1232);
  }

  @Test
  void unsortedDictionaryInVIs203() {
    ByteString token = stranger.token(TARGET);
    String text =
        "d1:ad2:id20:abcdefghij01234567895:token8:TOKENTOK1:vd1:bi1e1:ai2eee1:q3:put1:t2:aa1:y1:qe";
    byte[] query = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    System.arraycopy(token.toBytes(), 0, query, text.indexOf("TOKENTOK"), 8);
    assertThat(Asking.read(net.exchange(host, Asking.STRANGER, query)).code()).isEqualTo(203);
  }

  @Test
  void longSaltIs207() {
    DhtArguments put = mutable(1, SIG).with("salt", new byte[65]);
    assertThat(stranger.ask("put", put).code()).isEqualTo(207);
  }

  @Test
  void olderAndEqualButDifferentVersionsAreRefused() {
    net.verifier = (key, message, signature) -> true;
    assertThat(stranger.ask("put", mutable(5, SIG)).code()).isZero();
    assertThat(stranger.ask("put", mutable(5, SIG)).code()).as("refresh").isZero();
    assertThat(stranger.ask("put", mutable(4, SIG)).code()).isEqualTo(302);
    DhtArguments other = mutable(5, SIG).with("v", ByteString.of("other"));
    assertThat(stranger.ask("put", other).code()).isEqualTo(302);
    assertThat(stranger.ask("put", mutable(6, SIG).with("cas", 4)).code()).isEqualTo(301);
    assertThat(stranger.ask("put", mutable(6, SIG).with("cas", 5)).code()).isZero();
  }

  @Test
  void itemsAreGoneAfterTwoHours() {
    stranger.ask("put", mutable(1, SIG));
    net.run(119 * 60 * TestNetwork.SECOND);
    assertThat(stranger.ask("get", me().with("target", TARGET)).values().bytes("v")).isPresent();
    net.run(2 * 60 * TestNetwork.SECOND);
    assertThat(stranger.ask("get", me().with("target", TARGET)).values().bytes("v")).isEmpty();
  }

  @Test
  void aForgedAnswerIsNotBelieved() {
    TestNetwork other = new TestNetwork(6).grow(20);
    other.run(10 * TestNetwork.SECOND);
    other.verifier = (key, message, signature) -> signature[0] == 1;
    byte[] forged = new byte[64];
    io.waggle.kademliadht.store.StoredItem item =
        io.waggle.kademliadht.store.StoredItem.mutable(
            TARGET, bytes("12:Hello World!"), KEY, new byte[0], forged, 9);
    for (Host each : other.hosts) {
      each.store.put(10_000_000, item, 0);
    }
    Host seeker = other.add();
    seeker.submit(new Command.Bootstrap(List.of(other.hosts.get(0).endpoint)));
    seeker.submit(
        new Command.GetMutable(ByteString.of(KEY), ByteString.EMPTY, -1, LookupOptions.DEFAULT));
    other.run(10 * TestNetwork.SECOND);
    assertThat(seeker.events(DhtEvent.LookupDone.class)).hasSize(1);
    assertThat(seeker.events(DhtEvent.ItemFound.class)).isEmpty();
  }

  @Test
  void putAndGetOverANetwork() {
    TestNetwork other = new TestNetwork(7).grow(40);
    other.verifier = new PlatformVerifier();
    other.run(10 * TestNetwork.SECOND);
    io.waggle.kademliadht.store.StoredItem item =
        io.waggle.kademliadht.store.StoredItem.mutable(
            TARGET, bytes("12:Hello World!"), KEY, new byte[0], SIG, 1);
    Host writer = other.hosts.get(3);
    writer.submit(new Command.Put(item, java.util.Optional.empty(), LookupOptions.DEFAULT));
    other.run(5 * TestNetwork.SECOND);
    assertThat(writer.events(DhtEvent.StoreDone.class).get(0).holders().size())
        .isGreaterThanOrEqualTo(6);
    Host reader = other.hosts.get(30);
    reader.submit(
        new Command.GetMutable(ByteString.of(KEY), ByteString.EMPTY, -1, LookupOptions.DEFAULT));
    other.run(5 * TestNetwork.SECOND);
    assertThat(reader.events(DhtEvent.ItemFound.class))
        .singleElement()
        .satisfies(found -> assertThat(found.item().value()).isEqualTo(bytes("12:Hello World!")));
    assertThat(Endpoint.v4(1, 1).isV6()).isFalse();
  }
}
