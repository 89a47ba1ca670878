package io.waggle.mailbox.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.seal.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkProgressTest {

  private static final Manifest MANIFEST =
      Manifest.of(Samples.fill(1, 32), 400_000, Samples.fill(2, 32), Samples.NOW);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("a.chunks");
  }

  @Test
  void everyStepIsThereAfterAKill() throws Exception {
    assertThat(ChunkProgress.read(file())).isEmpty();
    ChunkProgress progress = ChunkProgress.begin(file(), MANIFEST);
    ChunkState made = ChunkState.made(Samples.NOW);
    progress.put(0, made);
    progress.put(1, made.paid(new Stamp(Samples.fill(7, 8), 12)));
    progress.put(2, made.paid(new Stamp(Samples.fill(8, 8), 0)).copies(8, true));
    ChunkProgress again = ChunkProgress.read(file()).orElseThrow();
    assertThat(again.manifest()).isEqualTo(MANIFEST);
    for (int i = 0; i < MANIFEST.count(); i++) {
      assertThat(again.get(i)).isEqualTo(progress.get(i));
    }
    assertThat(again.stored()).isEqualTo(1);
  }

  @Test
  void whatWasEnoughStaysEnough() {
    assertThat(ChunkState.NONE.copies(6, true).copies(1, false).enough()).isTrue();
  }

  @Test
  void aDamagedFileIsSaidToBeDamaged() throws Exception {
    ChunkProgress.begin(file(), MANIFEST);
    byte[] good = Files.readAllBytes(file());
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file(), bad);
      assertThatThrownBy(() -> ChunkProgress.read(file())).isInstanceOf(IOException.class);
    }
  }
}
