package io.waggle.mailbox.record;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A profile with its signature, as it lies on the nodes.
 *
 * @param profile what it says
 * @param encoded all its bytes, the signature last
 */
public record ProfileRecord(Profile profile, ByteString encoded) {

  /** Length of a signature in bytes. */
  public static final int SIGNATURE = 64;

  /** The fewest bytes, without extensions. */
  public static final int SHORTEST = Profile.FIXED + SIGNATURE;

  /** The most bytes. */
  public static final int LONGEST = SHORTEST + Profile.MOST_EXTENSIONS;

  /** Signs with the identity's seed. */
  public static ProfileRecord sign(Crypto crypto, byte[] seed, Profile profile) {
    byte[] body = profile.encode();
    byte[] signature = crypto.signatures().sign(seed, Labels.PROFILE_SIGNATURE, body);
    return new ProfileRecord(
        profile,
        ByteString.of(
            ByteBuffer.allocate(body.length + SIGNATURE).put(body).put(signature).array()));
  }

  /** Reads one; empty if the bytes are anything else. The signature is not checked. */
  public static Optional<ProfileRecord> decode(byte[] bytes) {
    if (bytes.length < SHORTEST || bytes.length > LONGEST) {
      return Optional.empty();
    }
    return Profile.decode(Arrays.copyOf(bytes, bytes.length - SIGNATURE))
        .map(profile -> new ProfileRecord(profile, ByteString.of(bytes)));
  }

  /** Whether the identity that it names has signed it. */
  public boolean signed(Crypto crypto) {
    byte[] bytes = encoded.toBytes();
    int end = bytes.length - SIGNATURE;
    return crypto
        .signatures()
        .verify(
            profile.identity().toBytes(),
            Arrays.copyOfRange(bytes, end, bytes.length),
            Labels.PROFILE_SIGNATURE,
            Arrays.copyOf(bytes, end));
  }

  /** Names it on the wire. */
  public RecordId id(Crypto crypto) {
    return RecordId.of(crypto.hashes(), encoded.toBytes());
  }
}
