package io.waggle.kademliadht.core;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.ArgumentCodec;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A stranger that asks one node and reads what it says. */
final class Asking {

  static final Endpoint STRANGER = Endpoint.v4(0x0a0b0c0d + (99 << 24), 7777);
  static final NodeId STRANGER_ID = NodeId.parse("77".repeat(20));

  final TestNetwork net;
  final Host host;
  private final Endpoint from;

  Asking(TestNetwork net, Host host, Endpoint from) {
    this.net = net;
    this.host = host;
    this.from = from;
  }

  /** An answer, read. */
  record Answer(byte kind, DhtArguments values, int code, int length) {}

  static byte[] encode(String method, DhtArguments arguments) {
    KrpcWriter out = new KrpcWriter();
    out.raw('d').string("a").raw('d');
    ArgumentCodec.writeEntries(arguments.values(), out);
    out.raw('e').string("q").string(method).string("t").string("xy").string("y").string("q");
    out.raw('e');
    return Arrays.copyOf(out.buffer(), out.length());
  }

  static DhtArguments as(NodeId id) {
    return DhtArguments.NONE.with("id", id);
  }

  List<byte[]> raw(String text) {
    return net.exchange(host, from, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Answer ask(String method, DhtArguments arguments) {
    return read(net.exchange(host, from, encode(method, arguments)));
  }

  static Answer read(List<byte[]> answers) {
    byte[] answer = answers.get(0);
    KrpcMessage message = new KrpcMessage();
    if (!message.parse(answer, 0, answer.length)) {
      throw new AssertionError(new String(answer, StandardCharsets.ISO_8859_1));
    }
    return switch (message.kind()) {
      case ERROR -> new Answer((byte) 'e', DhtArguments.NONE, message.errorCode(), answer.length);
      default ->
          new Answer(
              (byte) 'r',
              ArgumentCodec.read(answer, message.bodyAt(), message.bodyEnd()),
              0,
              answer.length);
    };
  }

  ByteString token(NodeId target) {
    return ask("get", as(STRANGER_ID).with("target", target)).values().bytes("token").orElseThrow();
  }
}
