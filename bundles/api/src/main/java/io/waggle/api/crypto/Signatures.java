package io.waggle.api.crypto;

import org.osgi.annotation.versioning.ProviderType;

/** Ed25519 (RFC 8032, "PureEdDSA"). A private key is its seed of 32 bytes. */
@ProviderType
public interface Signatures {

  /** The public key of 32 bytes that belongs to a seed. */
  byte[] publicKey(byte[] seed);

  /** Signs; 64 bytes. */
  byte[] sign(byte[] seed, byte[]... parts);

  /** Whether a signature holds. Malformed keys and signatures are false, never an exception. */
  boolean verify(byte[] publicKey, byte[] signature, byte[]... parts);
}
