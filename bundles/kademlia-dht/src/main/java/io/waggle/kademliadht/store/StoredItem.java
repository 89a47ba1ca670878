package io.waggle.kademliadht.store;

import io.waggle.api.dht.NodeId;
import java.util.Arrays;
import java.util.Objects;

/** An item of BEP 44. Immutable; its arrays are handed out as they are, inside this bundle. */
public final class StoredItem {

  private static final byte[] NONE = {};

  private final NodeId target;
  private final byte[] value;
  private final byte[] key;
  private final byte[] salt;
  private final byte[] signature;
  private final long seq;

  private StoredItem(
      NodeId target, byte[] value, byte[] key, byte[] salt, byte[] signature, long seq) {
    this.target = Objects.requireNonNull(target);
    this.value = value;
    this.key = key;
    this.salt = salt;
    this.signature = signature;
    this.seq = seq;
  }

  /** An item that its hash names. */
  public static StoredItem immutable(NodeId target, byte[] value) {
    return new StoredItem(target, value, NONE, NONE, NONE, 0);
  }

  /** An item that a key names. */
  public static StoredItem mutable(
      NodeId target, byte[] value, byte[] key, byte[] salt, byte[] signature, long seq) {
    return new StoredItem(target, value, key, salt, signature, seq);
  }

  /** Where it belongs. */
  public NodeId target() {
    return target;
  }

  /** Whether a key names it. */
  public boolean isMutable() {
    return key.length > 0;
  }

  /** The bencoded value. */
  public byte[] value() {
    return value;
  }

  /** The public key, 32 bytes, or nothing. */
  public byte[] key() {
    return key;
  }

  /** At most 64 bytes, or nothing. */
  public byte[] salt() {
    return salt;
  }

  /** 64 bytes, or nothing. */
  public byte[] signature() {
    return signature;
  }

  /** The version. */
  public long seq() {
    return seq;
  }

  /** Whether both have the same value. */
  public boolean sameValue(StoredItem other) {
    return Arrays.equals(value, other.value);
  }

  /** What it costs to keep. */
  int bytes() {
    return 200 + value.length + key.length + salt.length + signature.length;
  }
}
