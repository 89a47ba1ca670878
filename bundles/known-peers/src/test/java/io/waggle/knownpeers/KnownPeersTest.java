package io.waggle.knownpeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.Hashing;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.testkit.discovery.RecordingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPeersTest {

  private static final Topic TOPIC = Topic.named("known");
  private static final Topic OTHER = Topic.named("other");

  @TempDir private Path folder;

  @Test
  void theListIsNamedWithItsNamesResolvedAtEachRound() {
    KnownWorld world =
        new KnownWorld(Optional.empty(), "192.0.2.1:1", "[2001:db8::1]:2", "peer.example:3");
    world.names.put(
        "peer.example", List.of(KnownWorld.ip("192.0.2.3"), KnownWorld.ip("[2001:db8::3]")));
    assertThat(world.named(TOPIC))
        .containsExactly(
            "192.0.2.1:1", "[2001:db8:0:0:0:0:0:1]:2", "192.0.2.3:3", "[2001:db8:0:0:0:0:0:3]:3");
    world.names.put("peer.example", List.of(KnownWorld.ip("192.0.2.4")));
    assertThat(world.named(OTHER)).contains("192.0.2.4:3").doesNotContain("192.0.2.3:3");
  }

  @Test
  void aNameNobodyKnowsDoesNotSpoilTheRestAndIsTold() {
    KnownWorld world = new KnownWorld(Optional.empty(), "192.0.2.1:1", "gone.example:3");
    RecordingSink sink = world.ask(TOPIC);
    assertThat(sink.found()).hasSize(1);
    assertThat(sink.calls()).noneMatch(c -> c.kind() == RecordingSink.Kind.FAILED);
    assertThat(world.peers.status().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(world.peers.status().reason()).isEqualTo("no address for gone.example");
    world.names.put("gone.example", List.of(KnownWorld.ip("192.0.2.3")));
    assertThat(world.named(TOPIC)).hasSize(2);
    assertThat(world.peers.status().state()).isEqualTo(SourceState.UP);
  }

  @Test
  void onlyNamesNobodyKnowsAreAFailure() {
    RecordingSink sink = new KnownWorld(Optional.empty(), "gone.example:3").ask(TOPIC);
    assertThat(sink.calls())
        .singleElement()
        .satisfies(
            call ->
                assertThat(call.error().orElseThrow().code())
                    .isEqualTo(SourceFault.Code.UNREACHABLE));
  }

  @Test
  void theLimitOfARequestHolds() {
    KnownWorld world = new KnownWorld(Optional.empty(), "192.0.2.1:1", "192.0.2.2:1");
    RecordingSink sink = new RecordingSink();
    world.peers.find(
        new io.waggle.api.discovery.spi.FindRequest(
            TOPIC, 1, io.waggle.api.discovery.spi.Urgency.NOW),
        sink);
    assertThat(sink.found()).hasSize(1);
    assertThat(sink.ended()).isTrue();
  }

  @Test
  void onlyTheTopicsOfTheListAreServed() {
    KnownWorld world = new KnownWorld(Optional.empty(), "192.0.2.1:1");
    KnownPeersSettings all = KnownWorld.settings("192.0.2.1:1");
    String hex = "hex:" + "AB".repeat(32);
    world.peers.apply(
        new KnownPeersSettings(
            all.peers(),
            Set.of(KnownPeersSettings.label("known"), KnownPeersSettings.label(hex)),
            true,
            3,
            all.rememberFor(),
            all.validFor()));
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, (byte) 0xab);
    assertThat(world.named(TOPIC)).hasSize(1);
    assertThat(world.named(Topic.of(key, Hashing.RAW))).hasSize(1);
    assertThat(world.named(OTHER)).isEmpty();
    assertThatThrownBy(() -> KnownPeersSettings.label("hex:xyz"))
        .hasMessage("topic 'hex:xyz' is not hex");
    assertThatThrownBy(() -> KnownWorld.settings("192.0.2.1"))
        .hasMessage("peer '192.0.2.1' lacks a port");
  }

  @Test
  void outgoingConnectionsAreRememberedOverARestart() {
    Path file = folder.resolve("deep/home");
    KnownWorld first = new KnownWorld(Optional.of(file));
    first.connected(TOPIC, "192.0.2.1:1", true);
    first.connected(TOPIC, "192.0.2.9:50000", false);
    first.connected(TOPIC.inRealm(Topic.LAN), "192.168.0.1:1", true);
    first.time.advance(Duration.ofSeconds(2));
    assertThat(file).as("it does not wait for a clean stop").exists();
    first.connected(TOPIC, "[2001:db8::1]:2", true);
    first.close();
    KnownWorld second = new KnownWorld(Optional.of(file));
    assertThat(second.named(TOPIC)).containsExactly("[2001:db8:0:0:0:0:0:1]:2", "192.0.2.1:1");
    assertThat(second.named(TOPIC.inRealm(Topic.LAN))).containsExactly("192.168.0.1:1");
    assertThat(second.named(OTHER)).isEmpty();
    assertThat(second.peers.status().gauges()).containsEntry("remembered", 3L);
  }

  @Test
  void theMemoryIsBoundedAndForgetsTheLongestUnseen() {
    KnownWorld world = new KnownWorld(Optional.empty());
    for (int i = 1; i <= 4; i++) {
      world.connected(TOPIC, "192.0.2." + i + ":1", true);
    }
    world.connected(TOPIC, "192.0.2.2:1", true);
    world.connected(TOPIC, "192.0.2.5:1", true);
    assertThat(world.named(TOPIC)).containsExactly("192.0.2.5:1", "192.0.2.2:1", "192.0.2.4:1");
    for (int i = 0; i < PeerMemory.TOPICS; i++) {
      world.connected(Topic.named("topic " + i), "192.0.2.1:1", true);
    }
    assertThat(world.named(TOPIC)).isEmpty();
    assertThat(world.peers.status().gauges()).containsEntry("remembered", (long) PeerMemory.TOPICS);
  }

  @Test
  void whoWasNotMetForLongIsForgotten() {
    Path file = folder.resolve("home");
    KnownWorld world = new KnownWorld(Optional.of(file));
    world.connected(TOPIC, "192.0.2.1:1", true);
    world.time.advance(Duration.ofDays(29));
    world.connected(TOPIC, "192.0.2.2:1", true);
    assertThat(world.named(TOPIC)).hasSize(2);
    world.time.advance(Duration.ofDays(2));
    assertThat(world.named(TOPIC)).containsExactly("192.0.2.2:1");
    world.time.advance(Duration.ofDays(30));
    world.connected(OTHER, "192.0.2.3:1", true);
    world.close();
    assertThat(world.peers.status().gauges()).containsEntry("remembered", 1L);
  }

  @Test
  void aDamagedFileIsToldPutAsideAndReplaced() throws IOException {
    Path file = folder.resolve("home");
    KnownWorld first = new KnownWorld(Optional.of(file), "192.0.2.7:7");
    first.connected(TOPIC, "192.0.2.1:1", true);
    first.close();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    KnownWorld second = new KnownWorld(Optional.of(file), "192.0.2.7:7");
    assertThat(second.peers.status().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(second.peers.status().reason()).startsWith("what was remembered is lost: ");
    assertThat(second.named(TOPIC)).containsExactly("192.0.2.7:7");
    assertThat(folder.resolve("home.damaged")).hasBinaryContent(bytes);
    second.connected(TOPIC, "192.0.2.2:2", true);
    second.close();
    assertThat(second.peers.status().state()).isEqualTo(SourceState.UP);
    assertThat(new KnownWorld(Optional.of(file)).named(TOPIC)).containsExactly("192.0.2.2:2");
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    KnownWorld world = new KnownWorld(Optional.of(notAFolder.resolve("home")));
    world.connected(TOPIC, "192.0.2.1:1", true);
    world.time.advance(Duration.ofSeconds(2));
    assertThat(world.peers.status().reason()).startsWith("peers can't be remembered: ");
    assertThat(world.named(TOPIC)).hasSize(1);
  }
}
