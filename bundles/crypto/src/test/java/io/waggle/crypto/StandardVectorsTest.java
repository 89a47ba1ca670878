package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.crypto.Aead;
import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the standards print. */
class StandardVectorsTest {

  private static final byte[] NONE = {};
  private static final byte[] ABC = {'a', 'b', 'c'};
  private static final byte[] SUNSCREEN =
      ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future,"
              + " sunscreen would be it.")
          .getBytes(StandardCharsets.US_ASCII);

  private final Crypto crypto = new BouncyCrypto(new SecureRandom());

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void hashes() {
    assertThat(hex(crypto.hashes().sha1(ABC)))
        .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    assertThat(hex(crypto.hashes().sha256(new byte[] {'a'}, new byte[] {'b', 'c'})))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(hex(crypto.hashes().sha512(ABC))).startsWith("ddaf35a193617abacc417349ae204131");
    assertThat(hex(crypto.hashes().blake2b(64, NONE, ABC)))
        .startsWith("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1")
        .endsWith("18d38aa8dbf1925ab92386edd4009923");
    assertThat(hex(crypto.hashes().blake2s(ABC)))
        .isEqualTo("508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
  }

  /** RFC 4231 §4.3, RFC 5869 A.1. */
  @Test
  void macAndDerivation() {
    assertThat(
            hex(
                crypto
                    .hashes()
                    .hmacSha256(
                        "Jefe".getBytes(StandardCharsets.US_ASCII),
                        "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(
            hex(
                crypto
                    .hashes()
                    .hkdfSha256(
                        hex("0b".repeat(22)),
                        hex("000102030405060708090a0b0c"),
                        hex("f0f1f2f3f4f5f6f7f8f9"),
                        42)))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  }

  /** RFC 8032 §7.1, TEST 1. */
  @Test
  void signatures() {
    byte[] seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    byte[] key = crypto.signatures().publicKey(seed);
    assertThat(hex(key))
        .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    byte[] signature = crypto.signatures().sign(seed, NONE);
    assertThat(hex(signature))
        .isEqualTo(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
                + "1cf9b46bd25bf5f0595bbe24655141438e7a100b");
    assertThat(crypto.signatures().verify(key, signature, NONE)).isTrue();
    assertThat(crypto.signatures().verify(key, signature, ABC)).isFalse();
    assertThat(crypto.signatures().verify(key, ABC, NONE)).isFalse();
    assertThat(crypto.signatures().verify(ABC, signature, NONE)).isFalse();
  }

  /** RFC 7748 §5.2; a key of low order, §6.1. */
  @Test
  void agreement() {
    byte[] scalar = hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4");
    byte[] point = hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    assertThat(hex(crypto.keyAgreement().agree(scalar, point).orElseThrow()))
        .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    assertThat(crypto.keyAgreement().agree(scalar, new byte[32])).isEmpty();
    byte[] other = crypto.random(32);
    assertThat(crypto.keyAgreement().agree(scalar, crypto.keyAgreement().publicKey(other)))
        .hasValueSatisfying(
            secret ->
                assertThat(secret)
                    .isEqualTo(
                        crypto
                            .keyAgreement()
                            .agree(other, crypto.keyAgreement().publicKey(scalar))
                            .orElseThrow()));
  }

  /** RFC 8439 §2.8.2 and draft-irtf-cfrg-xchacha-03 A.3.1. */
  @Test
  void authenticatedEncryption() {
    check(
        AeadAlgorithm.CHACHA20_POLY1305,
        "070000004041424344454647",
        "d31a8d34648e60db7b86afbc53ef7ec2",
        "1ae10b594f09e26a7e902ecbd0600691");
    check(
        AeadAlgorithm.XCHACHA20_POLY1305,
        "404142434445464748494a4b4c4d4e4f5051525354555657",
        "bd6d179d3e83d43b9576579493c0e939",
        "c0875924c1c7987947deafd8780acf49");
  }

  private void check(AeadAlgorithm algorithm, String nonce, String begin, String tag) {
    byte[] key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    byte[] associated = hex("50515253c0c1c2c3c4c5c6c7");
    Aead aead = crypto.aead(algorithm);
    byte[] sealed = aead.seal(key, hex(nonce), associated, SUNSCREEN);
    assertThat(hex(sealed)).startsWith(begin).endsWith(tag);
    assertThat(aead.open(key, hex(nonce), associated, sealed)).hasValue(SUNSCREEN);
    assertThat(aead.open(key, hex(nonce), NONE, sealed)).isEmpty();
    assertThat(aead.open(key, hex(nonce), associated, ABC)).isEmpty();
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(aead.open(key, hex(nonce), associated, changed)).isEmpty();
    }
    assertThatThrownBy(() -> aead.seal(ABC, hex(nonce), NONE, NONE))
        .hasMessageContaining("32 bytes, not 3");
  }

  /** The stream of NaCl's own tests. */
  @Test
  void streamCipher() {
    byte[] key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    byte[] nonce = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    byte[] stream = new byte[32];
    var cipher = crypto.xsalsa20(key, nonce);
    cipher.process(stream, 0, 5);
    cipher.process(stream, 5, 27);
    assertThat(hex(stream))
        .isEqualTo("eea6a7251c1e72916d11c2cb214d3c252539121d8e234e652d651fa4c8cff880");
  }

  /** The vector of the reference implementation: version 1.3, 64 MiB, two passes. */
  @Test
  void passwordHash() {
    byte[] hash =
        crypto
            .passwordHash()
            .argon2id(
                "password".getBytes(StandardCharsets.US_ASCII),
                "somesalt".getBytes(StandardCharsets.US_ASCII),
                65_536,
                2,
                1,
                32);
    assertThat(hex(hash))
        .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
    assertThatThrownBy(() -> crypto.passwordHash().argon2id(ABC, hash, 8, 1, 4, 32))
        .hasMessageContaining("8 KiB a lane");
  }

  /** Test case 14 of the proposal of GCM to NIST. */
  @Test
  void aesInGaloisCounterMode() {
    Aead aead = crypto.aead(AeadAlgorithm.AES_256_GCM);
    byte[] key = new byte[32];
    byte[] nonce = new byte[AeadAlgorithm.AES_256_GCM.nonceLength()];
    byte[] sealed = aead.seal(key, nonce, NONE, new byte[16]);
    assertThat(hex(sealed))
        .isEqualTo("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
    assertThat(aead.open(key, nonce, NONE, sealed)).hasValue(new byte[16]);
    ByteBuffer into = ByteBuffer.allocate(100).position(7);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(aead.open(key, nonce, NONE, changed)).isEmpty();
      assertThat(aead.open(key, nonce, ByteBuffer.wrap(changed), into)).isFalse();
      assertThat(into.position()).isEqualTo(7);
    }
    assertThat(aead.open(key, nonce, ByteBuffer.wrap(sealed), into)).isTrue();
    assertThat(into.position()).isEqualTo(23);
  }
}
