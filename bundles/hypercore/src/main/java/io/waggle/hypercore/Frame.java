package io.waggle.hypercore;

import java.nio.ByteBuffer;

/**
 * A frame of hypercore-protocol 6: a varint of the length of what follows, a varint of channel and
 * type, the body. Channels are numbered by each sender, a feed each, from 0.
 */
final class Frame {

  /** Types. */
  static final int FEED = 0;

  static final int HANDSHAKE = 1;

  /** The longest frame, without the varint of its length. */
  static final int LONGEST = 8 << 20;

  private static final int TYPE_BITS = 4;
  private static final int TYPE_MASK = 15;

  private final long channel;
  private final int type;
  private final byte[] body;

  Frame(long channel, int type, byte[] body) {
    this.channel = channel;
    this.type = type;
    this.body = body;
  }

  /** What stands behind the length. */
  static Frame parse(byte[] content) throws MalformedException {
    ByteBuffer in = ByteBuffer.wrap(content);
    long header = Varint.read(in);
    byte[] body = new byte[in.remaining()];
    in.get(body);
    return new Frame(header >>> TYPE_BITS, (int) header & TYPE_MASK, body);
  }

  /** With its length. */
  byte[] toBytes() {
    long header = channel << TYPE_BITS | type;
    int length = Varint.length(header) + body.length;
    ByteBuffer out = ByteBuffer.allocate(Varint.length(length) + length);
    Varint.write(length, out);
    Varint.write(header, out);
    return out.put(body).array();
  }

  long channel() {
    return channel;
  }

  int type() {
    return type;
  }

  byte[] body() {
    return body.clone();
  }
}
