package io.waggle.kademliadht.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.NodeId;
import io.waggle.testkit.vectors.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of BEP 5, and packets recorded from bittorrent-dht 7.10. */
class Bep5VectorsTest {

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static KrpcMessage parse(String text) {
    KrpcMessage message = new KrpcMessage();
    assertThat(message.parse(bytes(text), 0, text.length())).as(text).isTrue();
    return message;
  }

  @ParameterizedTest
  @CsvSource({
    "ping, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
    "find_node, d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe",
    "get_peers, d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe",
    "announce_peer, d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
  })
  void queries(String method, String packet) {
    KrpcMessage message = parse(packet);
    assertThat(message.kind()).isEqualTo(Kind.QUERY);
    assertThat(message.method()).isEqualTo(method);
    assertThat(message.isMethod(bytes(method))).isTrue();
    assertThat(message.id(Key.ID)).isEqualTo(NodeId.of(bytes("abcdefghij0123456789")));
    assertThat(message.transactionLength()).isEqualTo(2);
  }

  @Test
  void error() {
    KrpcMessage message = parse("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee");
    assertThat(message.kind()).isEqualTo(Kind.ERROR);
    assertThat(message.errorCode()).isEqualTo(201);
    assertThat(message.errorText()).isEqualTo("A Generic Error Ocurred");
  }

  @Test
  void announceHasItsNumbers() {
    KrpcMessage message =
        parse(
            "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz123456"
                + "4:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe");
    assertThat(message.number(Key.PORT, 0)).isEqualTo(6881);
    assertThat(message.number(Key.IMPLIED_PORT, 0)).isEqualTo(1);
    assertThat(message.copy(Key.TOKEN)).isEqualTo(bytes("aoeusnth"));
  }

  @Test
  void valuesAreCompactPeers() {
    KrpcMessage message =
        parse(
            "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee"
                + "1:t2:aa1:y1:re");
    int at = message.start(Key.VALUES) + 1;
    int first = Bencode.stringStart(message.buffer(), at, message.buffer().length);
    assertThat(Endpoint.read(message.buffer(), first, Family.V4))
        .hasToString("97.120.106.101:11893");
    assertThat(Endpoint.read(message.buffer(), first + 8, Family.V4))
        .hasToString("105.100.104.116:28269");
  }

  @Test
  void nodesOfAWrongLengthAreBencodingAllTheSame() {
    KrpcMessage message =
        parse("d1:rd2:id20:0123456789abcdefghij5:nodes9:def456...e1:t2:aa1:y1:re");
    assertThat(message.length(Key.NODES)).isEqualTo(9);
    assertThat(message.length(Key.NODES) % Family.V4.nodeLength()).isNotZero();
  }

  @Test
  void everyRecordedPacketIsRead() {
    List<byte[]> packets = Vectors.packets(Vectors.load("dht-krpc").get("packets"));
    KrpcMessage message = new KrpcMessage();
    assertThat(packets).hasSizeGreaterThan(20);
    for (byte[] packet : packets) {
      assertThat(message.parse(packet, 0, packet.length))
          .as(new String(packet, StandardCharsets.ISO_8859_1))
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "no transaction, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe",
    "empty transaction, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t0:1:y1:qe",
    "no kind, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aae",
    "no method, d1:ad2:id20:abcdefghij0123456789e1:t2:aa1:y1:qe",
    "no body, d1:q4:ping1:t2:aa1:y1:qe",
    "body is a string, d1:a2:id1:q4:ping1:t2:aa1:y1:qe",
    "method is a number, d1:ad2:id20:abcdefghij0123456789e1:qi4e1:t2:aa1:y1:qe",
    "id twice, d1:ad2:id20:abcdefghij01234567892:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
    "trailing byte, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qee",
    "cut, d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:q",
    "padded length, d1:ad02:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
    "padded number, d1:ad2:id20:abcdefghij01234567894:porti01ee1:q4:ping1:t2:aa1:y1:qe",
    "minus zero, d1:ad2:id20:abcdefghij01234567894:porti-0ee1:q4:ping1:t2:aa1:y1:qe",
    "empty number, d1:ad2:id20:abcdefghij01234567894:portiee1:q4:ping1:t2:aa1:y1:qe",
    "too large a number, d1:ad2:id20:abcdefghij01234567894:porti99999999999999999999ee1:q4:ping1:t2:aa1:y1:qe",
    "too deep, d1:ad1:vlllllllllli1eeeeeeeeeee2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
    "string beyond the end, d1:ad2:id99999:abce1:q4:ping1:t2:aa1:y1:qe",
  })
  void malformedIsDropped(String why, String packet) {
    KrpcMessage message = new KrpcMessage();
    assertThat(message.parse(bytes(packet), 0, packet.length())).as(why).isFalse();
  }

  @Test
  void unsortedKeysAreTolerated() {
    KrpcMessage message =
        parse("d1:y1:q1:t2:aa1:q4:ping1:ad5:zzzzz1:a2:id20:abcdefghij0123456789ee");
    assertThat(message.method()).isEqualTo("ping");
    assertThat(message.has(Key.ID, 20)).isTrue();
  }

  @Test
  void wrongTypeCountsAsAbsent() {
    KrpcMessage message = parse("d1:ad2:idi7e6:targetl1:xee1:q9:find_node1:t2:aa1:y1:qe");
    assertThat(message.has(Key.ID)).isFalse();
    assertThat(message.has(Key.TARGET)).isFalse();
  }
}
