package io.waggle.common.dat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Makes and checks the tokens that tie a writer to its address: base64 of SHA-256 over a secret and
 * the address as text, 44 characters. Two secrets are good at a time, so that a token lives one to
 * two periods of rotation. Not thread-safe.
 */
public final class TokenSecrets {

  /** Length of a secret in bytes. */
  public static final int SECRET = 32;

  private final Consumer<byte[]> random;
  private final MessageDigest sha256;
  private byte[] newest;
  private byte[] older;

  /**
   * With two fresh secrets.
   *
   * @param random fills an array with unpredictable bytes
   */
  public TokenSecrets(Consumer<byte[]> random) {
    this.random = random;
    this.sha256 = sha256();
    this.newest = fresh();
    this.older = fresh();
  }

  /**
   * With the secrets of an earlier run, so that its tokens stay good.
   *
   * @throws IllegalArgumentException if a secret is not {@value #SECRET} bytes long
   */
  public TokenSecrets(byte[] newest, byte[] older, Consumer<byte[]> random) {
    if (newest.length != SECRET || older.length != SECRET) {
      throw new IllegalArgumentException("a secret has " + SECRET + " bytes");
    }
    this.random = random;
    this.sha256 = sha256();
    this.newest = newest.clone();
    this.older = older.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Drops the older secret and makes a new one. */
  public void rotate() {
    older = newest;
    newest = fresh();
  }

  private byte[] fresh() {
    byte[] secret = new byte[SECRET];
    random.accept(secret);
    return secret;
  }

  /** A copy of the secret new tokens are made with. */
  public byte[] newest() {
    return newest.clone();
  }

  /** A copy of the secret whose tokens are still accepted. */
  public byte[] older() {
    return older.clone();
  }

  /**
   * The 44 ASCII characters of a token, without the detour by texts.
   *
   * @param byOlder whether by the older secret
   * @param address holds the ASCII text of the address
   * @param length of that text, from the start of {@code address}
   */
  public byte[] token(boolean byOlder, byte[] address, int length) {
    sha256.update(byOlder ? older : newest);
    sha256.update(address, 0, length);
    return Base64.getEncoder().encode(sha256.digest());
  }

  /** The token for an address, by the newest secret. */
  public String token(InetAddress asker) {
    return Base64.getEncoder().encodeToString(digest(newest, asker));
  }

  /** Whether a token was made here for that address by one of the two secrets. */
  public boolean accepts(String token, InetAddress asker) {
    byte[] given = token.getBytes(StandardCharsets.ISO_8859_1);
    return equal(given, newest, asker) || equal(given, older, asker);
  }

  private boolean equal(byte[] given, byte[] secret, InetAddress asker) {
    byte[] right = Base64.getEncoder().encode(digest(secret, asker));
    return MessageDigest.isEqual(given, right);
  }

  private byte[] digest(byte[] secret, InetAddress asker) {
    sha256.update(secret);
    return sha256.digest(asker.getHostAddress().getBytes(StandardCharsets.US_ASCII));
  }
}
