package io.waggle.handshake.noise;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.Hashes;
import io.waggle.api.swarm.spi.HandshakeException;
import java.util.Optional;

/** The chaining key and the hash of all that was said (Noise §5.2), with SHA-256. */
final class SymmetricState {

  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};
  private static final byte[] NOTHING = {};

  private final Hashes hashes;
  private final Aead aead;
  private final CipherSuite suite;
  private byte[] chainingKey;
  private byte[] hash;
  private Optional<CipherState> cipher = Optional.empty();

  /** The name is no longer than a hash and stands for its own hash. */
  SymmetricState(Crypto crypto, CipherSuite suite) {
    this.hashes = crypto.hashes();
    this.suite = suite;
    this.aead = crypto.aead(suite.algorithm());
    this.chainingKey = suite.protocol();
    this.hash = suite.protocol();
  }

  byte[] hash() {
    return hash.clone();
  }

  void mixHash(byte[] data) {
    hash = hashes.sha256(hash, data);
  }

  void mixKey(byte[] material) {
    byte[][] keys = derive(material);
    chainingKey = keys[0];
    cipher = Optional.of(new CipherState(suite, aead, keys[1]));
  }

  /** HKDF of §4.3 with two outputs. */
  private byte[][] derive(byte[] material) {
    byte[] temporary = hashes.hmacSha256(chainingKey, material);
    byte[] first = hashes.hmacSha256(temporary, ONE);
    return new byte[][] {first, hashes.hmacSha256(temporary, first, TWO)};
  }

  byte[] encryptAndHash(byte[] plaintext) {
    byte[] before = hash;
    byte[] ciphertext = cipher.map(c -> c.encrypt(before, plaintext)).orElse(plaintext);
    mixHash(ciphertext);
    return ciphertext;
  }

  byte[] decryptAndHash(byte[] ciphertext) throws HandshakeException {
    byte[] before = hash;
    byte[] plaintext = ciphertext;
    if (cipher.isPresent()) {
      plaintext =
          cipher
              .get()
              .decrypt(before, ciphertext)
              .orElseThrow(
                  () ->
                      new HandshakeException(
                          "a handshake message does not open: it was changed, or the peer has"
                              + " another network or topic"));
    }
    mixHash(ciphertext);
    return plaintext;
  }

  /** The keys of the initiator's and of the responder's direction. */
  CipherState[] split() {
    byte[][] keys = derive(NOTHING);
    return new CipherState[] {
      new CipherState(suite, aead, keys[0]), new CipherState(suite, aead, keys[1])
    };
  }
}
