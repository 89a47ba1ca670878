package io.waggle.knownpeers;

import io.waggle.api.net.PeerAddress;
import io.waggle.knownpeers.PeerMemory.TopicKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The memory as bytes. */
final class MemoryCodec {

  /** The kind and version of the file: "WKP" and 1. */
  static final int MAGIC = 0x57_4b_50_01;

  /** Far beyond any time: keeps a damaged number from overflowing. */
  private static final long LAST_SECOND = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

  private MemoryCodec() {}

  static byte[] encode(Map<TopicKey, Map<PeerAddress, Instant>> topics) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(topics.size());
    for (Map.Entry<TopicKey, Map<PeerAddress, Instant>> topic : topics.entrySet()) {
      out.writeUTF(topic.getKey().realm());
      out.writeUTF(topic.getKey().label());
      out.writeInt(topic.getValue().size());
      for (Map.Entry<PeerAddress, Instant> peer : topic.getValue().entrySet()) {
        byte[] host = peer.getKey().host().getAddress();
        out.writeByte(host.length);
        out.write(host);
        out.writeShort(peer.getKey().port());
        out.writeLong(peer.getValue().getEpochSecond());
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads it back; takes no more room than the bytes have.
   *
   * @throws IOException if it is not what {@link #encode} wrote
   */
  static Map<TopicKey, Map<PeerAddress, Instant>> decode(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Map<TopicKey, Map<PeerAddress, Instant>> topics = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      TopicKey key = new TopicKey(in.readUTF(), in.readUTF());
      topics.put(key, peers(in));
    }
    if (in.read() >= 0) {
      throw new IOException("there are bytes after the end");
    }
    return topics;
  }

  private static Map<PeerAddress, Instant> peers(DataInputStream in) throws IOException {
    Map<PeerAddress, Instant> peers = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      int length = in.readUnsignedByte();
      if (length != 4 && length != 16) {
        throw new IOException("an address of " + length + " bytes");
      }
      byte[] host = new byte[length];
      in.readFully(host);
      PeerAddress address = PeerAddress.of(host, in.readUnsignedShort());
      peers.put(address, Instant.ofEpochSecond(Math.min(LAST_SECOND, Math.max(0, in.readLong()))));
    }
    return peers;
  }
}
