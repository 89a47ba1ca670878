package io.waggle.mailbox.direct;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Address;
import io.waggle.mailbox.field.FieldWriter;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.record.RecipientId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * One connection of one caller to one host, as both see it. What they prove is bound to it: to the
 * keys that Noise has proved, so that nobody in the middle can pass a proof on, and to a fresh
 * number of each, so that none can be shown again.
 *
 * @param place where they meet
 * @param caller the caller's key of the connection
 * @param host the host's key of the connection
 * @param hostNonce the host's number
 * @param callerNonce the caller's number
 */
record Meeting(
    Rendezvous place,
    ByteString caller,
    ByteString host,
    ByteString hostNonce,
    ByteString callerNonce) {

  private static final byte[] PROOF = "waggle-direct-proof-v1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WELCOME =
      "waggle-direct-welcome-v1".getBytes(StandardCharsets.US_ASCII);

  private byte[] transcript() {
    return new FieldWriter()
        .raw(place.topic().wireKey())
        .sized(caller)
        .sized(host)
        .raw(hostNonce)
        .raw(callerNonce)
        .toBytes();
  }

  private ByteString code(Hashes hashes) {
    return ByteString.of(hashes.hmacSha256(place.key().toBytes(), PROOF, transcript()));
  }

  /** What the caller shows: it knows the secret of the box. */
  Frame.Proof proof(Hashes hashes) {
    return new Frame.Proof(callerNonce, code(hashes));
  }

  /** Whether it is what a contact would show. */
  boolean accepts(Hashes hashes, Frame.Proof proof) {
    return MessageDigest.isEqual(code(hashes).toBytes(), proof.code().toBytes());
  }

  /** What the host shows, to contacts only: who it is. */
  Frame.Welcome welcome(Crypto crypto, Identity identity) {
    byte[] signature = crypto.signatures().sign(identity.seed().toBytes(), WELCOME, transcript());
    return new Frame.Welcome(identity.publicKey(), ByteString.of(signature));
  }

  /** Whether it is shown by the one whom the caller wants to reach. */
  boolean accepts(Crypto crypto, Address wanted, Frame.Welcome welcome) {
    RecipientId shown = RecipientId.of(crypto.hashes(), welcome.identity());
    return shown.bytes().equals(wanted.fingerprint())
        && crypto
            .signatures()
            .verify(
                welcome.identity().toBytes(), welcome.signature().toBytes(), WELCOME, transcript());
  }
}
