package io.waggle.hypercore;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waggle.api.crypto.Hashes;
import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.Topic;
import java.util.Arrays;
import java.util.HexFormat;

/** The public key of a feed, and the discovery key under which its peers gather. Immutable. */
public final class FeedKey {

  /** Bytes of either key. */
  public static final int LENGTH = 32;

  private static final byte[] HYPERCORE = "hypercore".getBytes(US_ASCII);
  private static final String SCHEME = "dat://";

  private final byte[] publicKey;
  private final byte[] discoveryKey;

  /** Of 32 bytes. */
  public FeedKey(Hashes hashes, byte[] publicKey) {
    if (publicKey.length != LENGTH) {
      throw new IllegalArgumentException("a key has " + LENGTH + " bytes, not " + publicKey.length);
    }
    this.publicKey = publicKey.clone();
    this.discoveryKey = hashes.blake2b(LENGTH, publicKey, HYPERCORE);
  }

  /**
   * Reads 64 hex digits, with {@code dat://} before them or not, and a path behind them or not.
   *
   * @throws IllegalArgumentException naming the text
   */
  public static FeedKey parse(Hashes hashes, String text) {
    String rest = text.strip();
    String key = (rest.startsWith(SCHEME) ? rest.substring(SCHEME.length()) : rest);
    int slash = key.indexOf('/');
    try {
      return new FeedKey(
          hashes, HexFormat.of().parseHex(slash < 0 ? key : key.substring(0, slash)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not a key: " + e.getMessage(), e);
    }
  }

  byte[] publicKey() {
    return publicKey.clone();
  }

  /** BLAKE2b-256 of {@code hypercore} under the public key. */
  public byte[] discoveryKey() {
    return discoveryKey.clone();
  }

  boolean isFoundBy(byte[] otherDiscoveryKey) {
    return Arrays.equals(discoveryKey, otherDiscoveryKey);
  }

  /** Whether peers of the topic are peers of this feed: it is the first 20 bytes. */
  boolean gathersAt(Topic topic) {
    return Arrays.equals(topic.wireKey(), topic().wireKey());
  }

  /** Where its peers gather, as Dat and Beaker join it: unhashed. */
  public Topic topic() {
    return Topic.of(discoveryKey, Hashing.RAW);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(discoveryKey);
  }
}
