package io.waggle.handshake.noise;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.waggle.api.crypto.AeadAlgorithm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A cipher of the Noise protocol (§12); who dials chooses it, who is dialled takes any. */
public enum CipherSuite {
  /** ChaCha20-Poly1305 (§12.3), as fast on processors without AES. */
  CHACHAPOLY("ChaChaPoly", AeadAlgorithm.CHACHA20_POLY1305, ByteOrder.LITTLE_ENDIAN, ""),
  /** AES-256 in GCM (§12.4), many times as fast on processors that have it. */
  AESGCM("AESGCM", AeadAlgorithm.AES_256_GCM, ByteOrder.BIG_ENDIAN, " AESGCM");

  private static final int NONCE = 12;
  private static final int NUMBER_AT = 4;
  private static final int HASH = 32;

  private final String cipher;
  private final AeadAlgorithm algorithm;
  private final ByteOrder order;
  private final String mark;

  CipherSuite(String cipher, AeadAlgorithm algorithm, ByteOrder order, String mark) {
    this.cipher = cipher;
    this.algorithm = algorithm;
    this.order = order;
    this.mark = mark;
  }

  AeadAlgorithm algorithm() {
    return algorithm;
  }

  /** What it adds to the context of the first message's tag. */
  byte[] mark() {
    return mark.getBytes(US_ASCII);
  }

  /** The protocol's name, with zeros up to the length of a hash (§5.2). */
  byte[] protocol() {
    return Arrays.copyOf(("Noise_XX_25519_" + cipher + "_SHA256").getBytes(US_ASCII), HASH);
  }

  /** Four zero bytes and the number (§12.3, §12.4). */
  byte[] nonce(long number) {
    return ByteBuffer.allocate(NONCE).order(order).putLong(NUMBER_AT, number).array();
  }
}
