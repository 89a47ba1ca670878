package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Bencode;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.store.StoredItem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What BEP 44 says of items: where they belong, what is signed, how long they may be. */
public final class ItemRules {

  /** Bytes of a bencoded value. */
  public static final int MAX_VALUE = 1000;

  /** Bytes of a salt. */
  public static final int MAX_SALT = 64;

  /** Bytes of a key. */
  public static final int KEY = 32;

  /** Bytes of a signature. */
  public static final int SIGNATURE = 64;

  private ItemRules() {}

  /** SHA-1 of the bencoded value. */
  public static NodeId immutableTarget(byte[] value) {
    return NodeId.of(sha1().digest(value));
  }

  /** SHA-1 of the key and the salt. */
  public static NodeId mutableTarget(byte[] key, byte[] salt) {
    MessageDigest sha1 = sha1();
    sha1.update(key);
    return NodeId.of(sha1.digest(salt));
  }

  /** The bytes a signature is made over; an empty salt is left out. */
  public static byte[] signed(byte[] salt, long seq, byte[] value) {
    KrpcWriter out = new KrpcWriter();
    if (salt.length > 0) {
      out.string("salt").string(salt);
    }
    out.string("seq").integer(seq).string("v").raw(value);
    return Arrays.copyOf(out.buffer(), out.length());
  }

  /** Whether a value is one bencoded element in canonical form, and not too long. */
  public static boolean isStorable(byte[] value) {
    return value.length <= MAX_VALUE && Bencode.isCanonical(value, 0, value.length);
  }

  /** Whether the item is what its target says, and its signature good. */
  static boolean isGenuine(StoredItem item, ItemVerifier verifier) {
    if (!item.isMutable()) {
      return immutableTarget(item.value()).equals(item.target());
    }
    return mutableTarget(item.key(), item.salt()).equals(item.target())
        && verifier.verify(
            item.key(), signed(item.salt(), item.seq(), item.value()), item.signature());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
