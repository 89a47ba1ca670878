package io.waggle.crypto;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.Block;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;

/**
 * Memory for small Argon2 hashes, used again as it is: every block is written before it is read.
 * For stamps, which come by the thousand and hold no secret. One hash at a time has a piece of it.
 */
final class SpareMemory implements BlockPool {

  /** In KiB; larger hashes are those of passwords, of which nothing is kept. */
  static final int LARGEST = 1024;

  private static final int KEPT = 2;

  private final Block[] blocks = new Block[LARGEST];
  private int free;

  private SpareMemory() {}

  /** Those that wait for the next hash. Any thread may call. */
  static final class Shelf {

    private final BlockingQueue<SpareMemory> spare = new ArrayBlockingQueue<>(KEPT);

    SpareMemory take() {
      SpareMemory known = spare.poll();
      return known == null ? new SpareMemory() : known;
    }

    /** Where there are enough already it is left to the collector. */
    void back(SpareMemory memory) {
      if (spare.remainingCapacity() > 0) {
        spare.offer(memory);
      }
    }
  }

  @Override
  public Block allocate() {
    return free == 0 ? new Block() : blocks[--free];
  }

  @Override
  public void deallocate(Block block) {
    if (free < LARGEST) {
      blocks[free++] = block;
    }
  }
}
