package io.waggle.mailbox.record;

import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of an authority: a letter, what belongs to it, then nonce and bits of the stamp. */
final class AuthorityCodec {

  private static final int STAMP = Stamp.NONCE + 1;

  private AuthorityCodec() {}

  static byte[] encode(char letter, Stamp stamp, byte[]... parts) {
    int length = 1 + STAMP + Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer out = ByteBuffer.allocate(length).put((byte) letter);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.put(stamp.nonce().toBytes()).put((byte) stamp.bits()).array();
  }

  static Optional<PutAuthority> decode(byte[] bytes) {
    if (bytes.length > 1 && bytes[0] == 'R') {
      return first(Arrays.copyOfRange(bytes, 1, bytes.length)).map(PutAuthority.Repair::new);
    }
    return first(bytes);
  }

  private static Optional<PutAuthority> first(byte[] bytes) {
    if (bytes.length == 1 + STAMP && bytes[0] == 'B') {
      return stamp(bytes).map(PutAuthority.Stranger::new);
    }
    if (bytes.length == 1 + STAMP && bytes[0] == 'P') {
      return stamp(bytes).map(PutAuthority.SelfCertified::new);
    }
    if (bytes.length == 1 + PutAuthority.Keyed.LENGTH && bytes[0] == 'A') {
      ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
      ByteString key = Octets.take(in, PutAuthority.Keyed.KEY);
      ByteString signature = Octets.take(in, PutAuthority.Keyed.SIGNATURE);
      return stamp(bytes).map(stamp -> new PutAuthority.Keyed(key, signature, stamp));
    }
    return Optional.empty();
  }

  private static Optional<Stamp> stamp(byte[] bytes) {
    int bits = bytes[bytes.length - 1];
    if (bits < 0 || bits > Stamp.MOST_BITS) {
      return Optional.empty();
    }
    int at = bytes.length - STAMP;
    ByteString nonce = ByteString.of(Arrays.copyOfRange(bytes, at, at + Stamp.NONCE));
    return Optional.of(new Stamp(nonce, bits));
  }
}
