package io.waggle.api.crypto;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** X25519 (RFC 7748). Keys are of 32 bytes. */
@ProviderType
public interface KeyAgreement {

  /** The public key that belongs to a private one. */
  byte[] publicKey(byte[] privateKey);

  /** The shared secret; empty if the peer's key is of low order (RFC 7748 §6.1). */
  Optional<byte[]> agree(byte[] privateKey, byte[] publicKey);
}
