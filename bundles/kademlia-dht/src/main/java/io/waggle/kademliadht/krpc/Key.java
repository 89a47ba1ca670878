package io.waggle.kademliadht.krpc;

import java.nio.charset.StandardCharsets;

/** The keys that are looked for inside {@code a} and {@code r}, with the kind of value each has. */
public enum Key {
  /** BEP 5: who speaks. */
  ID("id", 's'),
  /** BEP 5, 44, 51. */
  TARGET("target", 's'),
  /** BEP 5. */
  INFO_HASH("info_hash", 's'),
  /** BEP 5. */
  TOKEN("token", 's'),
  /** BEP 5. */
  PORT("port", 'i'),
  /** BEP 5. */
  IMPLIED_PORT("implied_port", 'i'),
  /** BEP 5. */
  NODES("nodes", 's'),
  /** BEP 32. */
  NODES6("nodes6", 's'),
  /** BEP 5. */
  VALUES("values", 'l'),
  /** BEP 32. */
  WANT("want", 'l'),
  /** BEP 33: leave seeds out. */
  NOSEED("noseed", 'i'),
  /** BEP 33: answer with Bloom filters. */
  SCRAPE("scrape", 'i'),
  /** BEP 33: the announcer is a seed. */
  SEED("seed", 'i'),
  /** BEP 33. */
  BF_SEEDS("BFsd", 's'),
  /** BEP 33. */
  BF_PEERS("BFpe", 's'),
  /** BEP 44: of any kind. */
  V("v", '*'),
  /** BEP 44. */
  SEQ("seq", 'i'),
  /** BEP 44. */
  CAS("cas", 'i'),
  /** BEP 44. */
  SIG("sig", 's'),
  /** BEP 44. */
  K("k", 's'),
  /** BEP 44. */
  SALT("salt", 's'),
  /** BEP 51. */
  SAMPLES("samples", 's'),
  /** BEP 51. */
  NUM("num", 'i'),
  /** BEP 51. */
  INTERVAL("interval", 'i');

  private static final Key[][] BY_LENGTH = new Key[13][];
  static final int COUNT = values().length;

  static {
    for (int length = 0; length < BY_LENGTH.length; length++) {
      int wanted = length;
      BY_LENGTH[length] =
          java.util.Arrays.stream(values())
              .filter(key -> key.wire.length == wanted)
              .toArray(Key[]::new);
    }
  }

  /** Never changed, never handed out. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final byte[] wire;

  private final char kind;

  Key(String wire, char kind) {
    this.wire = wire.getBytes(StandardCharsets.US_ASCII);
    this.kind = kind;
  }

  /** Its place in the array of positions that every message is read into. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  /** Whether a value that begins with this byte is of the kind the key must have. */
  boolean admits(byte first) {
    return switch (kind) {
      case 's' -> first >= '0' && first <= '9';
      case '*' -> true;
      default -> first == kind;
    };
  }

  /** The key of that spelling, or null. */
  static Key match(byte[] b, int at, int length) {
    if (length >= BY_LENGTH.length) {
      return null;
    }
    for (Key key : BY_LENGTH[length]) {
      if (equal(key.wire, b, at)) {
        return key;
      }
    }
    return null;
  }

  private static boolean equal(byte[] wire, byte[] b, int at) {
    for (int i = 0; i < wire.length; i++) {
      if (b[at + i] != wire[i]) {
        return false;
      }
    }
    return true;
  }
}
