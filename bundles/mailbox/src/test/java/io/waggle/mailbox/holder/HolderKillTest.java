package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.record.RecordId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A holder in a process of its own is killed in the middle of its work, again and again: what it
 * has acknowledged is there, and what it has said to be deleted is not. {@code
 * -Dwaggle.kill.rounds=20} for more rounds. The kernel lives on, so this does not show what a power
 * cut does.
 */
class HolderKillTest {

  private static final int ROUNDS = Integer.getInteger("waggle.kill.rounds", 4);
  private static final int MOST_LINES = 150;

  @TempDir Path folder;
  private final Set<String> stored = new HashSet<>();
  private final Set<String> deleting = new HashSet<>();
  private final Set<String> deleted = new HashSet<>();

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < ROUNDS; round++) {
      kill(1 + random.nextInt(MOST_LINES));
      check();
    }
    assertThat(stored.size()).isGreaterThan(ROUNDS);
  }

  private void kill(int lines) throws IOException, InterruptedException {
    AtomicInteger said = new AtomicInteger();
    ChildProcess.run(
        LoneHolder.class,
        List.of(folder.toString()),
        (line, child) -> {
          note(line);
          if (said.incrementAndGet() == lines) {
            child.kill();
          }
        });
  }

  private void note(String line) {
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !words[2].equals(".")) {
      return; // the last one, cut by the kill
    }
    switch (words[0]) {
      case "stored" -> stored.add(words[1]);
      case "deleting" -> deleting.add(words[1]);
      default -> deleted.add(words[1]);
    }
  }

  private void check() throws IOException {
    try (RecordStore store = RecordStore.open(folder, CRYPTO.hashes())) {
      for (String id : stored) {
        RecordId record = new RecordId(ByteString.of(HexFormat.of().parseHex(id)));
        boolean dead = store.tombstone(record.name()).isPresent();
        if (deleted.contains(id)) {
          assertThat(dead).as("proof of %s", id).isTrue();
        }
        if (!deleting.contains(id)) {
          assertThat(dead).isFalse();
        }
        if (!dead) {
          HeldRecord held = store.find(record.name()).orElseThrow();
          assertThat(store.body(held)).as("body of %s", id).isPresent();
        }
      }
      assertThat(store.damaged()).isZero();
    }
  }
}
