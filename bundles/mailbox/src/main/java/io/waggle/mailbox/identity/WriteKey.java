package io.waggle.mailbox.identity;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.record.BoxId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The key that may write into a private box in one week (W_e, MAIL.md §2), and the box that it
 * opens. Owner and contacts derive it from the box's secret; nobody else can tie two weeks
 * together.
 *
 * @param seed the private half
 * @param box where mail lies
 */
public record WriteKey(ByteString seed, NodeId box) {

  /** Seconds of an epoch. */
  public static final long EPOCH = 604_800;

  private static final byte[] TAG = "waggle-w-v1".getBytes(StandardCharsets.US_ASCII);

  /** The epoch of a moment. */
  public static long epoch(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), EPOCH);
  }

  /** Of a secret and an epoch. */
  public static WriteKey of(Crypto crypto, ByteString secret, long epoch) {
    byte[] info = new FieldWriter().raw(TAG).u32(epoch).toBytes();
    byte[] seed = crypto.hashes().hkdfSha256(secret.toBytes(), new byte[0], info, 32);
    ByteString key = ByteString.of(crypto.signatures().publicKey(seed));
    return new WriteKey(ByteString.of(seed), BoxId.of(crypto.hashes(), key));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "box " + box;
  }
}
