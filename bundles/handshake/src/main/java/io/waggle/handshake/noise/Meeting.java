package io.waggle.handshake.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.discovery.Topic;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What both ends have to agree on without saying it: the network and the topic. They go into the
 * prologue. Who is dialled learns the topic by a tag that only those can read who have joined it:
 * an HMAC of the dialler's ephemeral key under the topic's key, with the name of the cipher.
 */
final class Meeting {

  /** What the first message settles. */
  record Agreed(Topic topic, CipherSuite suite) {}

  /** Bytes of a tag. */
  static final int TAG = 16;

  private static final byte[] PROLOGUE = "waggle noise 1".getBytes(US_ASCII);
  private static final byte[] TAG_CONTEXT = "waggle noise topic 1".getBytes(US_ASCII);

  private final Hashes hashes;
  private final byte[] network;

  /**
   * Of one network.
   *
   * @param network at most 255 bytes in UTF-8
   */
  Meeting(Hashes hashes, String network) {
    this.hashes = hashes;
    this.network = network.getBytes(UTF_8);
    if (this.network.length > 255) {
      throw new IllegalArgumentException("the name of the network has more than 255 bytes");
    }
  }

  byte[] prologue(Topic topic) {
    byte[] key = topic.wireKey();
    return ByteBuffer.allocate(PROLOGUE.length + 2 + network.length + key.length)
        .put(PROLOGUE)
        .put((byte) network.length)
        .put(network)
        .put((byte) key.length)
        .put(key)
        .array();
  }

  byte[] tag(Agreed agreed, byte[] ephemeralKey) {
    byte[] context = XxState.join(TAG_CONTEXT, agreed.suite().mark());
    byte[] whole = hashes.hmacSha256(agreed.topic().wireKey(), context, ephemeralKey);
    return Arrays.copyOf(whole, TAG);
  }

  /** Which of the topics, and which cipher, a tag stands for. */
  Optional<Agreed> find(Collection<Topic> joined, byte[] tag, byte[] ephemeralKey) {
    return joined.stream()
        .flatMap(topic -> Stream.of(CipherSuite.values()).map(suite -> new Agreed(topic, suite)))
        .filter(agreed -> MessageDigest.isEqual(tag, tag(agreed, ephemeralKey)))
        .findFirst();
  }
}
