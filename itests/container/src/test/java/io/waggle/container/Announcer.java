package io.waggle.container;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells a dns-discovery server of a peer, with bytes made here and no code of ours. */
final class Announcer {

  private static final int TXT = 16;
  private final int server;

  Announcer(int server) {
    this.server = server;
  }

  /** Announces or takes back a port of 127.0.0.1 at a name. */
  void send(String verb, String label, int port) {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(2000);
      byte[] reply = ask(socket, message("dat.local", List.of()));
      String token = field(reply, "token=", 44);
      ask(socket, message(label + ".dat.local", List.of("token=" + token, verb + "=" + port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] ask(DatagramSocket socket, byte[] question) throws IOException {
    InetAddress host = InetAddress.getLoopbackAddress();
    DatagramPacket reply = new DatagramPacket(new byte[2048], 2048);
    for (int attempt = 0; ; attempt++) {
      socket.send(new DatagramPacket(question, question.length, host, server));
      try {
        socket.receive(reply);
        return java.util.Arrays.copyOf(reply.getData(), reply.getLength());
      } catch (IOException e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  private static String field(byte[] packet, String key, int length) {
    String text = new String(packet, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(key) + key.length();
    return text.substring(at, at + length);
  }

  private static byte[] message(String name, List<String> attributes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    shorts(out, 7, 0x0100, 1, 0, 0, attributes.isEmpty() ? 0 : 1);
    name(out, name);
    shorts(out, TXT, 1);
    if (!attributes.isEmpty()) {
      name(out, name);
      shorts(out, TXT, 1, 0, 0);
      shorts(out, attributes.stream().mapToInt(text -> text.length() + 1).sum());
      attributes.forEach(text -> text(out, text));
    }
    return out.toByteArray();
  }

  private static void shorts(ByteArrayOutputStream out, int... values) {
    for (int value : values) {
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) value).array());
    }
  }

  private static void name(ByteArrayOutputStream out, String name) {
    List.of(name.split("\\.", -1)).forEach(label -> text(out, label));
    out.write(0);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.write(text.length());
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
