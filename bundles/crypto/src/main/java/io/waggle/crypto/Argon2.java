package io.waggle.crypto;

import io.waggle.api.crypto.PasswordHash;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id by Bouncy Castle. */
final class Argon2 implements PasswordHash {

  private static final int LEAST = 4;
  private static final int BLOCKS_A_LANE = 8;

  private final SpareMemory.Shelf shelf = new SpareMemory.Shelf();

  @Override
  public byte[] argon2id(
      byte[] password, byte[] salt, int memory, int passes, int parallelism, int length) {
    if (passes < 1 || parallelism < 1 || memory < BLOCKS_A_LANE * parallelism || length < LEAST) {
      throw new IllegalArgumentException(
          "Argon2id wants passes and parallelism of at least 1, memory of at least 8 KiB a lane and"
              + " 4 bytes of result, not %d, %d, %d and %d"
                  .formatted(passes, parallelism, memory, length));
    }
    Argon2Parameters.Builder parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memory)
            .withIterations(passes)
            .withParallelism(parallelism);
    return memory > SpareMemory.LARGEST
        ? hash(password, parameters, length)
        : hashInSpare(password, parameters, length);
  }

  private byte[] hashInSpare(byte[] password, Argon2Parameters.Builder parameters, int length) {
    SpareMemory memory = shelf.take();
    byte[] hash = hash(password, parameters.withBlockPool(memory), length);
    shelf.back(memory);
    return hash;
  }

  private static byte[] hash(byte[] password, Argon2Parameters.Builder parameters, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters.build());
    byte[] hash = new byte[length];
    generator.generateBytes(password, hash);
    return hash;
  }
}
