package io.waggle.api.discovery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * What peers gather under. A topic says which realm it belongs to, and a source that does not serve
 * that realm never hears of it. Immutable.
 */
public final class Topic {

  /** The realm that every source serves unless it is configured otherwise. */
  public static final String PUBLIC = "public";

  /** The realm of topics that must not leave the local network. */
  public static final String LAN = "lan";

  /** Length in bytes at which wire keys are cut: an info_hash of BEP 5. */
  public static final int WIRE_KEY_LENGTH = 20;

  private final String realm;
  private final byte[] id;
  private final Hashing hashing;
  private final byte[] wireKey;

  private Topic(String realm, byte[] id, Hashing hashing) {
    if (id.length == 0) {
      throw new IllegalArgumentException("a topic's id has at least one byte");
    }
    if (realm.isBlank()) {
      throw new IllegalArgumentException("a topic's realm is not blank");
    }
    this.realm = realm;
    this.id = id.clone();
    this.hashing = Objects.requireNonNull(hashing, "hashing");
    byte[] key = hashing == Hashing.SHA1 ? sha1(id) : id;
    this.wireKey = Arrays.copyOf(key, Math.min(key.length, WIRE_KEY_LENGTH));
  }

  /** A public topic of any bytes, hashed or not. */
  public static Topic of(byte[] id, Hashing hashing) {
    return new Topic(PUBLIC, id, hashing);
  }

  /** A public topic named by a text, taken as UTF-8 and hashed by SHA-1. */
  public static Topic named(String name) {
    return of(name.getBytes(StandardCharsets.UTF_8), Hashing.SHA1);
  }

  /** The same topic in another realm. */
  public Topic inRealm(String newRealm) {
    return new Topic(newRealm, id, hashing);
  }

  /** {@link #PUBLIC}, {@link #LAN} or a name of the operator's. */
  public String realm() {
    return realm;
  }

  /** The bytes the application gave. */
  public byte[] id() {
    return id.clone();
  }

  /** How {@link #wireKey()} was made. */
  public Hashing hashing() {
    return hashing;
  }

  /** What peers and servers see: at most {@value #WIRE_KEY_LENGTH} bytes. */
  public byte[] wireKey() {
    return wireKey.clone();
  }

  /** The wire key in lower-case hex, as it stands in DNS names. */
  public String label() {
    return HexFormat.of().formatHex(wireKey);
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Topic t
        && realm.equals(t.realm)
        && hashing == t.hashing
        && Arrays.equals(id, t.id);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wireKey) * 31 + realm.hashCode();
  }

  /** The label, with the realm before it where that is not the public one. */
  @Override
  public String toString() {
    return realm.equals(PUBLIC) ? label() : realm + "/" + label();
  }
}
