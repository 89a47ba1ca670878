package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Why a record may be put into a box. Encoded, it is the {@code au} of {@code mb_put}. */
public sealed interface PutAuthority {

  /** The longest encoding in bytes. */
  int LONGEST = 1 + 1 + Keyed.LENGTH;

  /** The work that was done; a repair shows that of the first put. */
  Stamp stamp();

  /**
   * Whether the right holds, the stamp left aside: it is dear to check, and its price is the
   * holder's.
   */
  boolean allows(Crypto crypto, RecordId record, NodeId box);

  /** The bytes of the wire. */
  byte[] encode();

  /**
   * A: by the key that the box's id commits to.
   *
   * @param writeKey Ed25519, 32 bytes
   * @param signature over the record's id, 64 bytes
   */
  record Keyed(ByteString writeKey, ByteString signature, Stamp stamp) implements PutAuthority {

    static final int KEY = 32;
    static final int SIGNATURE = 64;
    static final int LENGTH = KEY + SIGNATURE + Stamp.NONCE + 1;

    /** Checks the lengths. */
    public Keyed {
      Octets.length("a write key", writeKey, KEY);
      Octets.length("a signature", signature, SIGNATURE);
    }

    /** Signs with the seed of the write key. */
    public static Keyed sign(Crypto crypto, byte[] seed, RecordId record, Stamp stamp) {
      return new Keyed(
          ByteString.of(crypto.signatures().publicKey(seed)),
          ByteString.of(crypto.signatures().sign(seed, Labels.PUT, record.bytes().toBytes())),
          stamp);
    }

    @Override
    public boolean allows(Crypto crypto, RecordId record, NodeId box) {
      return BoxId.of(crypto.hashes(), writeKey).equals(box)
          && crypto
              .signatures()
              .verify(
                  writeKey.toBytes(), signature.toBytes(), Labels.PUT, record.bytes().toBytes());
    }

    @Override
    public byte[] encode() {
      return AuthorityCodec.encode('A', stamp, writeKey.toBytes(), signature.toBytes());
    }
  }

  /** B: a stranger at a front door, by work alone. */
  record Stranger(Stamp stamp) implements PutAuthority {

    @Override
    public boolean allows(Crypto crypto, RecordId record, NodeId box) {
      return true;
    }

    @Override
    public byte[] encode() {
      return AuthorityCodec.encode('B', stamp);
    }
  }

  /** P: a profile, which is signed by the key that its place is the hash of. */
  record SelfCertified(Stamp stamp) implements PutAuthority {

    @Override
    public boolean allows(Crypto crypto, RecordId record, NodeId box) {
      return true;
    }

    @Override
    public byte[] encode() {
      return AuthorityCodec.encode('P', stamp);
    }
  }

  /**
   * R: another holder passes on what it holds, with the right of the first put.
   *
   * @param original not itself a repair
   */
  record Repair(PutAuthority original) implements PutAuthority {

    /** Checks that it is not nested. */
    public Repair {
      if (original instanceof Repair) {
        throw new IllegalArgumentException("a repair of a repair");
      }
    }

    @Override
    public Stamp stamp() {
      return original.stamp();
    }

    @Override
    public boolean allows(Crypto crypto, RecordId record, NodeId box) {
      return original.allows(crypto, record, box);
    }

    @Override
    public byte[] encode() {
      byte[] inner = original.encode();
      return ByteBuffer.allocate(1 + inner.length).put((byte) 'R').put(inner).array();
    }
  }

  /** Without the wrapping of a repair. */
  default PutAuthority first() {
    return this instanceof Repair repair ? repair.original() : this;
  }

  /** Reads one; empty if the bytes are anything else. */
  static Optional<PutAuthority> decode(ByteString bytes) {
    return AuthorityCodec.decode(bytes.toBytes());
  }
}
