package io.waggle.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.crypto.PasswordHash;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/** What a hash leaves in the memory does not show in the next one. */
class SpareMemoryTest {

  private static final int HASHES = 120;
  private static final int THREADS = 4;
  private static final int LENGTH = 32;

  private final PasswordHash ours = new Argon2();

  private record Input(int memory, int passes, int lanes, byte seed) {

    static Input of(Random random) {
      int lanes = 1 + random.nextInt(3);
      int memory = 8 * lanes + random.nextInt(SpareMemory.LARGEST - 8 * lanes + 1);
      return new Input(memory, 1 + random.nextInt(2), lanes, (byte) random.nextInt());
    }

    byte[] bytes(int length) {
      byte[] bytes = new byte[length];
      new Random(seed).nextBytes(bytes);
      return bytes;
    }

    /** In memory of its own. */
    byte[] fresh() {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withSalt(bytes(16))
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .build());
      byte[] hash = new byte[LENGTH];
      generator.generateBytes(bytes(8), hash);
      return hash;
    }

    boolean isSame(PasswordHash hash) {
      byte[] used = hash.argon2id(bytes(8), bytes(16), memory, passes, lanes, LENGTH);
      return Arrays.equals(used, fresh());
    }
  }

  @Test
  void usedMemoryGivesTheSameHashes() {
    Random random = new Random(3);
    for (int i = 0; i < HASHES; i++) {
      Input input = Input.of(random);
      assertThat(input.isSame(ours)).as(input.toString()).isTrue();
    }
  }

  @Test
  void manyThreadsDoNotDisturbEachOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Random random = new Random(4);
      List<Input> inputs = IntStream.range(0, HASHES).mapToObj(i -> Input.of(random)).toList();
      List<Future<Boolean>> results =
          threads.invokeAll(
              inputs.stream().map(i -> (Callable<Boolean>) () -> i.isSame(ours)).toList());
      for (Future<Boolean> result : results) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
