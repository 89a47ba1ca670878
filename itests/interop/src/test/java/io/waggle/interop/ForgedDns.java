package io.waggle.interop;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Packets that a stranger would send to make a client dial a victim. */
final class ForgedDns {

  private static final int QUERY = 0x0100;
  private static final int REPLY = 0x8000;
  private static final int TXT = 16;
  private static final int SRV = 33;

  private ForgedDns() {}

  /** What a server sends a subscriber: a query whose additional section holds a SRV record. */
  static byte[] push(String name, String victim, int port) {
    return packet(
        out -> {
          header(out, 1, QUERY, 0, 0, 1);
          srv(out, name, victim, port);
        });
  }

  /** A reply to a question with this id, with a peers string. */
  static byte[] reply(int id, String name, String victim, int port) {
    return packet(
        out -> {
          header(out, id, REPLY, 1, 1, 0);
          question(out, name);
          peers(out, name, victim, port);
        });
  }

  /** A query nobody asked for, with a peers string in its answers. */
  static byte[] query(String name, String victim, int port) {
    return packet(
        out -> {
          header(out, 2, QUERY, 1, 1, 0);
          question(out, name);
          peers(out, name, victim, port);
        });
  }

  private static void header(DataOutputStream out, int... shorts) throws IOException {
    out.writeShort(shorts[0]);
    out.writeShort(shorts[1]);
    out.writeShort(shorts[2]);
    out.writeShort(shorts[3]);
    out.writeShort(0);
    out.writeShort(shorts[4]);
  }

  private static void question(DataOutputStream out, String name) throws IOException {
    name(out, name);
    out.writeShort(TXT);
    out.writeShort(1);
  }

  private static void srv(DataOutputStream out, String name, String victim, int port)
      throws IOException {
    name(out, name);
    out.writeShort(SRV);
    out.writeShort(1);
    out.writeInt(0);
    out.writeShort(6 + victim.length() + 2);
    out.writeInt(0);
    out.writeShort(port);
    name(out, victim);
  }

  private static void peers(DataOutputStream out, String name, String victim, int port)
      throws IOException {
    byte[] entry = new byte[6];
    System.arraycopy(InetAddress.getAllByName(victim)[0].getAddress(), 0, entry, 0, 4);
    entry[4] = (byte) (port >> 8);
    entry[5] = (byte) port;
    String text = "peers=" + Base64.getEncoder().encodeToString(entry);
    name(out, name);
    out.writeShort(TXT);
    out.writeShort(1);
    out.writeInt(0);
    out.writeShort(text.length() + 1);
    text(out, text);
  }

  private static void name(DataOutputStream out, String name) throws IOException {
    for (String label : name.split("\\.", -1)) {
      text(out, label);
    }
    out.write(0);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.write(text.length());
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] packet(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      body.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private interface Body {
    void write(DataOutputStream out) throws IOException;
  }
}
