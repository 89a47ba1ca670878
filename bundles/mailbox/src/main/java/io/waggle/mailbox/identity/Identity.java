package io.waggle.mailbox.identity;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.Bech32m;
import io.waggle.mailbox.field.FieldReader;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.record.RecipientId;
import java.time.Instant;
import java.util.Arrays;

/**
 * An Ed25519 identity with what its owner knows of it.
 *
 * @param seed 32 bytes, the secret
 * @param publicKey 32 bytes
 * @param address what others write to
 * @param label what its owner calls it
 * @param created when it was made here
 * @param published when its profile was last stored; the epoch if never
 * @param sequence the number of its newest profile
 */
public record Identity(
    ByteString seed,
    ByteString publicKey,
    Address address,
    String label,
    Instant created,
    Instant published,
    long sequence) {

  /** What a backup begins with. */
  public static final String SECRET = "wgsec";

  private static final int VERSION = 1;
  private static final int SEED = 32;

  /** From a seed. */
  public static Identity of(Crypto crypto, byte[] seed, String label, Instant created) {
    byte[] key = crypto.signatures().publicKey(seed);
    return new Identity(
        ByteString.of(seed),
        ByteString.of(key),
        new Address(RecipientId.of(crypto.hashes(), ByteString.of(key)).bytes()),
        label,
        created,
        Instant.EPOCH,
        0);
  }

  /** With another profile. */
  public Identity published(Instant when, long newSequence) {
    return new Identity(seed, publicKey, address, label, created, when, newSequence);
  }

  /** The secret as text. */
  public String secret() {
    byte[] bytes = new FieldWriter().u8(VERSION).raw(seed).toBytes();
    return Bech32m.encode(SECRET, bytes);
  }

  /**
   * The seed of a secret.
   *
   * @throws IllegalArgumentException if it is mistyped
   */
  public static byte[] seedOf(String secret) {
    byte[] bytes = Bech32m.decode(SECRET, secret.strip());
    if (bytes.length != 1 + SEED || bytes[0] != VERSION) {
      throw new IllegalArgumentException("it is too short, too long or of a newer kind");
    }
    return new FieldReader(Arrays.copyOfRange(bytes, 1, bytes.length)).raw(SEED);
  }

  byte[] encode() {
    return new FieldWriter()
        .u8(VERSION)
        .raw(seed)
        .u64(created.getEpochSecond())
        .u64(published.getEpochSecond())
        .u64(sequence)
        .text(label)
        .toBytes();
  }

  static Identity decode(Crypto crypto, byte[] bytes) {
    FieldReader in = new FieldReader(bytes);
    in.u8();
    byte[] seed = in.raw(SEED);
    Instant created = Instant.ofEpochSecond(in.u64());
    Instant published = Instant.ofEpochSecond(in.u64());
    long sequence = in.u64();
    return of(crypto, seed, in.text(), created).published(published, sequence);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return label + " " + address;
  }
}
