package io.waggle.crypto;

import io.waggle.api.crypto.Hashes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.Blake2sDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SHA by the platform, which has intrinsics for it; the others by Bouncy Castle. */
final class PlatformHashes implements Hashes {

  private static final int BITS = 8;
  private static final int BLAKE2S_BITS = 256;
  private static final int MAC = 32;

  @Override
  public byte[] sha1(byte[]... parts) {
    return platform("SHA-1", parts);
  }

  @Override
  public byte[] sha256(byte[]... parts) {
    return platform("SHA-256", parts);
  }

  @Override
  public byte[] sha512(byte[]... parts) {
    return platform("SHA-512", parts);
  }

  private static byte[] platform(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  @Override
  public byte[] blake2b(int length, byte[] key, byte[]... parts) {
    Digest digest =
        key.length == 0
            ? new Blake2bDigest(length * BITS)
            : new Blake2bDigest(key, length, null, null);
    return finish(digest, length, parts);
  }

  @Override
  public byte[] blake2s(byte[]... parts) {
    return finish(new Blake2sDigest(BLAKE2S_BITS), BLAKE2S_BITS / BITS, parts);
  }

  private static byte[] finish(Digest digest, int length, byte[]... parts) {
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] hash = new byte[length];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Override
  public byte[] hmacSha256(byte[] key, byte[]... parts) {
    HMac mac = new HMac(new SHA256Digest());
    mac.init(new KeyParameter(key));
    for (byte[] part : parts) {
      mac.update(part, 0, part.length);
    }
    byte[] code = new byte[MAC];
    mac.doFinal(code, 0);
    return code;
  }

  @Override
  public byte[] hkdfSha256(byte[] secret, byte[] salt, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(secret, salt, info));
    byte[] key = new byte[length];
    generator.generateBytes(key, 0, length);
    return key;
  }
}
