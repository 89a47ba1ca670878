package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.common.file.AtomicFile;
import io.waggle.mailbox.record.NodeProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * The key that signs receipts. It is this holder's own and has nothing to do with anybody's mail.
 *
 * @param seed Ed25519, 32 bytes
 * @param publicKey 32 bytes
 * @param proof of the work that was done for it, 8 bytes
 */
public record NodeKey(ByteString seed, ByteString publicKey, ByteString proof) {

  private static final int MAGIC = 0x57474e31; // WGN1
  private static final int SEED = 32;

  /** A new one. */
  public static NodeKey fresh(Crypto crypto) {
    byte[] seed = crypto.random(SEED);
    ByteString key = ByteString.of(crypto.signatures().publicKey(seed));
    return new NodeKey(ByteString.of(seed), key, NodeProof.mine(crypto.hashes(), key));
  }

  /** The one of a file, or a new one that is kept there; a damaged file is replaced. */
  public static NodeKey of(Crypto crypto, Path path) throws IOException {
    AtomicFile file = new AtomicFile(path, MAGIC);
    byte[] bytes = read(file);
    if (bytes.length == SEED + NodeProof.LENGTH) {
      byte[] seed = Arrays.copyOf(bytes, SEED);
      ByteString key = ByteString.of(crypto.signatures().publicKey(seed));
      ByteString proof = ByteString.of(Arrays.copyOfRange(bytes, SEED, bytes.length));
      if (NodeProof.holds(crypto.hashes(), key, proof)) {
        return new NodeKey(ByteString.of(seed), key, proof);
      }
    }
    NodeKey fresh = fresh(crypto);
    byte[] contents = Arrays.copyOf(fresh.seed().toBytes(), SEED + NodeProof.LENGTH);
    System.arraycopy(fresh.proof().toBytes(), 0, contents, SEED, NodeProof.LENGTH);
    file.write(contents);
    if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
    return fresh;
  }

  private static byte[] read(AtomicFile file) {
    try {
      return file.read().orElseGet(() -> new byte[0]);
    } catch (IOException e) {
      // A receipt of an old key stays good; only the next ones are signed by another.
      return new byte[0];
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "NodeKey[" + publicKey + "]";
  }
}
