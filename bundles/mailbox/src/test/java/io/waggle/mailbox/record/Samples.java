package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.crypto.BouncyCrypto;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Values for the tests. */
public final class Samples {

  /** The real thing. */
  public static final Crypto CRYPTO = new BouncyCrypto(new SecureRandom());

  /** 2026-11-25 at 04:00 UTC. */
  public static final long NOW = 1_795_579_200L;

  private Samples() {}

  /** So many bytes of the same value. */
  public static ByteString fill(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return ByteString.of(bytes);
  }

  /** A seed of a key. */
  public static byte[] seed(int value) {
    return fill(value, 32).toBytes();
  }

  /** The box of a seed's key. */
  public static NodeId box(int value) {
    return BoxId.of(CRYPTO.hashes(), ByteString.of(CRYPTO.signatures().publicKey(seed(value))));
  }

  /** A delivery proof. */
  public static ByteString proof(int value) {
    return fill(value, DeliveryProof.LENGTH);
  }

  /** A record whose sealed part is noise. */
  public static byte[] record(NodeId box, SizeClass size, long now, ByteString proof) {
    RecordHeader header =
        RecordHeader.at(
            RecordType.HEAD,
            box,
            DeliveryProof.verifier(CRYPTO.hashes(), proof),
            now,
            RecordHeader.LONGEST,
            size,
            7);
    byte[] record = CRYPTO.random(size.bytes());
    System.arraycopy(header.encode(), 0, record, 0, RecordHeader.LENGTH);
    return record;
  }

  /** A profile of a seed's identity. */
  public static Profile profile(int seed, long seq, long now) {
    return new Profile(
        true,
        true,
        false,
        seq,
        ByteString.of(CRYPTO.signatures().publicKey(seed(seed))),
        now,
        now + Profile.LONGEST,
        0,
        SizeClass.K64,
        fill(9, Profile.SEALING_KEY),
        Optional.empty(),
        ByteString.EMPTY);
  }

  /** A stamp for the record, mined. */
  public static Stamp stamp(RecordId record, int bits) {
    return new StampMiner(CRYPTO).mine(record, bits, (tries, expected) -> true).orElseThrow();
  }
}
