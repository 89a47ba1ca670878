package io.waggle.kademliadht.driver;

import io.waggle.kademliadht.core.ItemVerifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 by the platform's provider: about 2,000 signatures a second. */
public final class PlatformVerifier implements ItemVerifier {

  /** A SubjectPublicKeyInfo of RFC 8410 §4 up to the 32 bytes of the key. */
  private static final String X509_PREFIX = "302a300506032b6570032100";

  @Override
  public boolean verify(byte[] key, byte[] message, byte[] signature) {
    byte[] prefix = HexFormat.of().parseHex(X509_PREFIX);
    byte[] encoded = new byte[prefix.length + key.length];
    System.arraycopy(prefix, 0, encoded, 0, prefix.length);
    System.arraycopy(key, 0, encoded, prefix.length, key.length);
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      ed25519.update(message);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      // A key that is no point of the curve, or a signature of the wrong form.
      return false;
    }
  }
}
