package io.waggle.crypto;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Key and nonce of the first and only message of HPKE in base mode (RFC 9180 §5.1) with X-Wing,
 * HKDF-SHA-256 and ChaCha20-Poly1305. Bouncy Castle derives the same and keeps it to itself; it is
 * wanted here for the platform's cipher, which is the faster one.
 */
final class MessageKey {

  private static final int KEY = 32;
  private static final int NONCE = 12;
  private static final byte[] NOTHING = {};
  private static final byte[] BASE_MODE = {0};
  private static final byte[] LAST_BLOCK = {1};

  /** The version, then the suite: X-Wing 0x647a, HKDF-SHA-256 1, ChaCha20-Poly1305 3. */
  private static final byte[] PREFIX =
      Sizes.joined(ascii("HPKE-v1"), ascii("HPKE"), new byte[] {0x64, 0x7a, 0, 1, 0, 3});

  private final byte[] key;
  private final byte[] nonce;

  private MessageKey(byte[] key, byte[] nonce) {
    this.key = key;
    this.nonce = nonce;
  }

  /** The key schedule, of the secret that the KEM shares and what the application binds. */
  static MessageKey of(Hashes hashes, byte[] shared, byte[] info) {
    byte[] context =
        Sizes.joined(
            BASE_MODE,
            extract(hashes, NOTHING, "psk_id_hash", NOTHING),
            extract(hashes, NOTHING, "info_hash", info));
    byte[] secret = extract(hashes, shared, "secret", NOTHING);
    return new MessageKey(
        expand(hashes, secret, "key", context, KEY),
        expand(hashes, secret, "base_nonce", context, NONCE));
  }

  /** To be called once. */
  byte[] seal(Aead aead, byte[] associated, byte[] plaintext) {
    return aead.seal(key, nonce, associated, plaintext);
  }

  Optional<byte[]> open(Aead aead, byte[] associated, byte[] ciphertext) {
    return aead.open(key, nonce, associated, ciphertext);
  }

  /** LabeledExtract of RFC 9180 §4. */
  private static byte[] extract(Hashes hashes, byte[] salt, String label, byte[] secret) {
    return hashes.hmacSha256(salt, PREFIX, ascii(label), secret);
  }

  /** LabeledExpand of RFC 9180 §4, for what one hash is enough. */
  private static byte[] expand(
      Hashes hashes, byte[] secret, String label, byte[] context, int length) {
    byte[] size = {0, (byte) length};
    return Arrays.copyOf(
        hashes.hmacSha256(secret, size, PREFIX, ascii(label), context, LAST_BLOCK), length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
