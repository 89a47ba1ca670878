package io.waggle.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person types at the shell of a whole node reaches the DHT. */
class DhtShellIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  /** Versions of a signed text (BEP 44) follow one another under the key of a file. */
  @Test
  void signed_texts_are_put_by_their_owner_and_got_by_others() throws IOException {
    Path key = directory.resolve("key");
    try (OurDht first = OurDht.start();
        OurDht second = OurDht.start(first.address().toString()).awaitReady()) {
      configure(first);
      String put = "dht-put --json --key " + key + " --salt s ";
      JsonProcess node = run(put + "one", put + "two", "dht-put --json plain");
      assertThat(node.exitCode(PATIENCE)).isZero();
      List<JsonObject> answers = node.log().all().stream().filter(DhtShellIT::isAnswer).toList();
      assertThat(answers).hasSize(3);
      assertThat(answers.get(1).getInt("seq")).isEqualTo(2);
      assertThat(answers.get(2).getInt("copies")).as("both and itself").isEqualTo(3);

      byte[] owner = HexFormat.of().parseHex(answers.get(0).getString("key"));
      var got =
          second
              .service()
              .getMutable(ByteString.of(owner), ByteString.of("s"), -1, DhtLookup.DEFAULT, v -> {})
              .result();
      DhtItem item = OurDht.await(got).orElseThrow();
      assertThat(item.value().toText()).isEqualTo("3:two");
      assertThat(Files.getPosixFilePermissions(key))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static boolean isAnswer(JsonObject row) {
    return row.containsKey("command");
  }

  private void configure(OurDht first) throws IOException {
    Path etc = Files.createDirectory(directory.resolve("etc"));
    Files.writeString(
        etc.resolve("io.waggle.dht-dat.cfg"),
        "port = 0\nbind = 127.0.0.1\nids = ANY\nbootstrap = " + first.address() + "\n");
    Files.createFile(etc.resolve("io.waggle.source.dns-dat.off"));
    Files.createFile(etc.resolve("io.waggle.swarm-dat.off"));
  }

  private JsonProcess run(String... lines) throws IOException {
    Path script = Files.write(directory.resolve("script"), List.of(lines));
    return Waggle.start(
        directory,
        List.of("--feature", "full", "--config", "etc", "--data", "data", "--script", "" + script));
  }
}
