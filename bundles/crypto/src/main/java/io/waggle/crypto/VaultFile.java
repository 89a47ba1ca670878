package io.waggle.crypto;

import io.waggle.api.crypto.AeadAlgorithm;
import io.waggle.api.crypto.Crypto;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The bytes of a vault, all numbers big-endian: {@code WGV1}, memory (KiB), passes, lanes (one
 * byte), salt (16), check of the password (8), nonce (24), CRC-32C of all that; then the secrets
 * under XChaCha20-Poly1305 with the header as associated data.
 */
final class VaultFile {

  static final int SALT = 16;

  private static final int MAGIC = 0x57475631;
  private static final int CHECK = 8;
  private static final int NONCE = 24;
  private static final int KEY = 32;
  private static final int HEADER = 4 + 4 + 4 + 1 + SALT + CHECK + NONCE + 4;
  private static final int MOST_MEMORY = 1 << 20;
  private static final int MOST_PASSES = 64;
  private static final int MOST_LANES = 16;
  private static final int LONGEST = 16 << 20;

  /** What a password costs to try. */
  record Cost(int memory, int passes, int lanes) {}

  /** What a password and a salt come to. */
  static final class Key {
    private final Cost cost;
    private final byte[] salt;
    private final byte[] cipherKey;
    private final byte[] check;

    Key(Crypto crypto, Cost cost, byte[] salt, byte[] password) {
      byte[] both =
          crypto
              .passwordHash()
              .argon2id(password, salt, cost.memory, cost.passes, cost.lanes, KEY + CHECK);
      this.cost = cost;
      this.salt = salt;
      this.cipherKey = Arrays.copyOf(both, KEY);
      this.check = Arrays.copyOfRange(both, KEY, KEY + CHECK);
    }

    void wipe() {
      Arrays.fill(cipherKey, (byte) 0);
    }
  }

  /** What was read. */
  record Contents(Key key, Map<String, byte[]> secrets) {}

  private final Crypto crypto;

  VaultFile(Crypto crypto) {
    this.crypto = crypto;
  }

  ByteBuffer encode(Key key, Map<String, byte[]> secrets) {
    byte[] nonce = crypto.random(NONCE);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putInt(MAGIC).putInt(key.cost.memory).putInt(key.cost.passes);
    header.put((byte) key.cost.lanes).put(key.salt).put(key.check).put(nonce);
    header.putInt(checksum(header.array()));
    byte[] plain = plain(secrets);
    byte[] sealed =
        crypto
            .aead(AeadAlgorithm.XCHACHA20_POLY1305)
            .seal(key.cipherKey, nonce, header.array(), plain);
    Arrays.fill(plain, (byte) 0);
    return ByteBuffer.allocate(HEADER + sealed.length).put(header.array()).put(sealed).flip();
  }

  Contents decode(byte[] bytes, byte[] password) throws IOException {
    if (bytes.length < HEADER || bytes.length > LONGEST) {
      throw new IOException("its length of " + bytes.length + " bytes is not that of a vault");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt() != MAGIC || in.getInt(HEADER - 4) != checksum(bytes)) {
      throw new IOException("its header is not that of a vault, or is damaged");
    }
    Cost cost = new Cost(in.getInt(), in.getInt(), in.get());
    checkCost(cost);
    byte[] salt = take(in, SALT);
    byte[] check = take(in, CHECK);
    byte[] nonce = take(in, NONCE);
    Key key = new Key(crypto, cost, salt, password);
    if (!Arrays.equals(key.check, check)) {
      throw new WrongPasswordException();
    }
    byte[] plain =
        crypto
            .aead(AeadAlgorithm.XCHACHA20_POLY1305)
            .open(
                key.cipherKey,
                nonce,
                Arrays.copyOf(bytes, HEADER),
                Arrays.copyOfRange(bytes, HEADER, bytes.length))
            .orElseThrow(() -> new IOException("its contents are damaged"));
    return new Contents(key, secrets(plain));
  }

  /** A forged header must not make us allocate or work without end. */
  private static void checkCost(Cost cost) throws IOException {
    boolean fits =
        cost.lanes >= 1
            && cost.lanes <= MOST_LANES
            && cost.passes >= 1
            && cost.passes <= MOST_PASSES
            && cost.memory >= 8 * cost.lanes
            && cost.memory <= MOST_MEMORY;
    if (!fits) {
      throw new IOException("its header wants a cost that no vault has: " + cost);
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, HEADER - 4);
    return (int) crc.getValue();
  }

  private static byte[] plain(Map<String, byte[]> secrets) {
    int length = 4;
    for (Map.Entry<String, byte[]> secret : secrets.entrySet()) {
      length += 8 + secret.getKey().getBytes(StandardCharsets.UTF_8).length;
      length += secret.getValue().length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).putInt(secrets.size());
    secrets.forEach(
        (name, secret) -> {
          byte[] text = name.getBytes(StandardCharsets.UTF_8);
          out.putInt(text.length).put(text).putInt(secret.length).put(secret);
        });
    return out.array();
  }

  private static Map<String, byte[]> secrets(byte[] plain) throws IOException {
    Map<String, byte[]> secrets = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(plain);
    try {
      for (int left = in.getInt(); left > 0; left--) {
        String name = new String(take(in, bounded(in)), StandardCharsets.UTF_8);
        secrets.put(name, take(in, bounded(in)));
      }
    } catch (BufferUnderflowException e) {
      throw new IOException("its contents are cut short", e);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
    return secrets;
  }

  private static int bounded(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }
}
