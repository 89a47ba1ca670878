package io.waggle.swarmconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.api.swarm.spi.HolePuncher;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.api.swarm.spi.Wire;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is tried when nobody answers and NATs are known. */
class SwarmPunchTest {

  private static final PeerAddress FIRST = PeerAddress.parse("192.0.2.99:1001");
  private static final PeerAddress SECOND = PeerAddress.parse("192.0.2.99:1002");
  private static final PeerAddress SERVER = PeerAddress.parse("203.0.113.1:5300");
  private static final PeerAddress US = PeerAddress.parse("198.51.100.1:3282");
  private static final PeerAddress OTHER = PeerAddress.parse("203.0.113.2:5300");

  private final Rig rig = new Rig();
  private final Puncher puncher = new Puncher();
  private final Rig.Node node = rig.node("192.0.2.1", "aa");
  private NatMapping ours = NatMapping.UNKNOWN;

  /** A transport that reaches nobody and notes the punches. */
  private static final class Puncher implements Transport, HolePuncher {
    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<Optional<Wire>> last = new CompletableFuture<>();

    @Override
    public String name() {
      return "tcp";
    }

    @Override
    public CompletableFuture<Wire> connect(PeerAddress address) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Listener> listen(InetSocketAddress bind, Consumer<Wire> accept) {
      return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Optional<Wire>> punch(PeerAddress peer, Side side) {
      asked.add(side + " " + peer);
      last = new CompletableFuture<>();
      return last;
    }
  }

  private void start(NatMapping mapping) {
    ours = mapping;
    node.swarm.outside(() -> new OutsideView(ours, Set.of(US)));
    node.start();
    node.swarm.removeTransport(node.tcp);
    node.swarm.addTransport(puncher, 50, Duration.ZERO);
    rig.time.runDue();
  }

  private List<String> steps(PeerAddress address) {
    return node.swarm.trail(address).stream().map(TrailEntry::step).toList();
  }

  private String lastError(PeerAddress address) {
    return node.peer(address).lastError();
  }

  @Test
  void behindASymmetricNatManySocketsAreTriedAfterTheSilence() {
    start(NatMapping.ENDPOINT_DEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    rig.seconds(2);
    assertThat(puncher.asked).isEmpty();
    rig.seconds(2);
    assertThat(puncher.asked).containsExactly("SYMMETRIC " + FIRST);
    assertThat(steps(FIRST)).contains("punching");
    puncher.last.completeExceptionally(new java.io.IOException("no packet came through"));
    rig.time.runDue();
    assertThat(lastError(FIRST)).contains("no hole through the NATs: no packet came through");
  }

  @Test
  void aHostThatTwoServersSeeUnderDifferentPortsIsProbedByUs() {
    start(NatMapping.ENDPOINT_INDEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    node.hub.find(Rig.TOPIC, SECOND, OTHER);
    rig.seconds(4);
    assertThat(puncher.asked).containsExactly("CONE " + FIRST);
    puncher.last.complete(Optional.empty());
    rig.time.runDue();
    assertThat(steps(FIRST)).contains("punched");
    assertThat(lastError(FIRST)).contains("the hole is open");
  }

  @Test
  void onePortAtOneServerIsNoReasonToProbe() {
    start(NatMapping.ENDPOINT_INDEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    rig.seconds(4);
    assertThat(puncher.asked).isEmpty();
    assertThat(lastError(FIRST)).contains("no answer within 3000 ms (tcp silent for 3000 ms)");
  }

  @Test
  void withTwoSymmetricNatsNothingIsTriedAndTheReasonIsTold() {
    start(NatMapping.ENDPOINT_DEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    node.hub.find(Rig.TOPIC, SECOND, OTHER);
    rig.seconds(4);
    assertThat(puncher.asked).isEmpty();
    assertThat(lastError(FIRST)).contains("both NATs are symmetric");
    assertThat(node.heard.of(SwarmEvent.ConnectFailed.class))
        .anyMatch(failed -> failed.message().contains("both NATs are symmetric"));
  }

  @Test
  void whatServersSeeOfUsIsNotDialled() {
    start(NatMapping.ENDPOINT_INDEPENDENT);
    node.hub.find(Rig.TOPIC, US, SERVER);
    rig.seconds(60);
    assertThat(steps(US)).containsExactly("found", "self");
    assertThat(node.heard.of(SwarmEvent.Connecting.class)).isEmpty();
  }

  @Test
  void oneHostIsTriedOnceAMinute() {
    start(NatMapping.ENDPOINT_DEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    rig.seconds(4);
    puncher.last.completeExceptionally(new java.io.IOException("in vain"));
    rig.seconds(30);
    assertThat(puncher.asked).hasSize(1);
  }

  @Test
  void aPunchThatNeverEndsIsGivenUpAfterTwentySeconds() {
    start(NatMapping.ENDPOINT_DEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    rig.seconds(4);
    rig.seconds(18);
    assertThat(puncher.last).isNotDone();
    rig.seconds(2);
    assertThat(puncher.last).isCancelled();
    assertThat(lastError(FIRST)).contains("no hole through the NATs");
  }

  @Test
  void closingTheSwarmEndsThePunch() {
    start(NatMapping.ENDPOINT_DEPENDENT);
    node.hub.find(Rig.TOPIC, FIRST, SERVER);
    rig.seconds(4);
    node.swarm.close();
    rig.seconds(3);
    assertThat(puncher.last).isCancelled();
  }
}
