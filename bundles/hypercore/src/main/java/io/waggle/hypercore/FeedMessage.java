package io.waggle.hypercore;

/** The first frame of each direction, in clear: which feed, and the nonce of all that follows. */
final class FeedMessage {

  static final int NONCE = 24;

  private static final int DISCOVERY_KEY_FIELD = 1;
  private static final int NONCE_FIELD = 2;

  private final byte[] discoveryKey;
  private final byte[] nonce;

  FeedMessage(byte[] discoveryKey, byte[] nonce) {
    this.discoveryKey = discoveryKey;
    this.nonce = nonce;
  }

  static FeedMessage read(Frame frame) throws MalformedException {
    if (frame.type() != Frame.FEED || frame.channel() != 0) {
      throw new MalformedException(
          "a first frame of type " + frame.type() + " on channel " + frame.channel());
    }
    ProtoMessage message = ProtoMessage.parse(frame.body());
    return new FeedMessage(
        exactly(message, DISCOVERY_KEY_FIELD, "a discovery key", FeedKey.LENGTH),
        exactly(message, NONCE_FIELD, "a nonce", NONCE));
  }

  private static byte[] exactly(ProtoMessage message, int field, String what, int length)
      throws MalformedException {
    byte[] bytes =
        message.bytes(field).orElseThrow(() -> new MalformedException("a feed without " + what));
    if (bytes.length != length) {
      throw new MalformedException(what + " of " + bytes.length + " bytes, not " + length);
    }
    return bytes;
  }

  Frame frame() {
    byte[] body =
        new ProtoMessage.Writer()
            .bytes(DISCOVERY_KEY_FIELD, discoveryKey)
            .bytes(NONCE_FIELD, nonce)
            .toBytes();
    return new Frame(0, Frame.FEED, body);
  }

  byte[] discoveryKey() {
    return discoveryKey.clone();
  }

  byte[] nonce() {
    return nonce.clone();
  }
}
