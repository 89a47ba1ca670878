package io.waggle.swarmconnector;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.PeerReport;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmJoinOptions;
import io.waggle.api.swarm.spi.Transport;
import io.waggle.handshake.IdExchange;
import io.waggle.testkit.swarm.ManualDiscovery;
import io.waggle.testkit.swarm.MemoryNetwork;
import io.waggle.testkit.swarm.RecordingListener;
import io.waggle.testkit.time.VirtualTime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Swarms on one in-memory network and one virtual time. */
final class Rig {

  static final Topic TOPIC = Topic.named("rig");
  static final int PORT = 3282;

  final VirtualTime time = new VirtualTime();
  final MemoryNetwork network = new MemoryNetwork(time);

  /** A swarm with its own hub. */
  final class Node {
    final String host;
    final SwarmEngine swarm;
    final ManualDiscovery hub = new ManualDiscovery(time);
    final RecordingListener heard = new RecordingListener();
    final Transport tcp;

    private Node(String host, SwarmSettings settings) {
      this.host = host;
      this.swarm =
          new SwarmEngine(
              settings,
              new SwarmRuntime(
                  time, time, time, time, bytes -> Arrays.fill(bytes, (byte) 1), new Metrics()));
      this.tcp = network.transport("tcp", host);
      swarm.listen(heard);
    }

    Node start() {
      swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
      swarm.handshake(Optional.of(new IdExchange()));
      swarm.discovery(Optional.of(hub));
      swarm.start();
      swarm.join(TOPIC, SwarmJoinOptions.BOTH);
      time.runDue();
      return this;
    }

    PeerAddress address() {
      return new PeerAddress(
          PeerAddress.parse("[" + host + "]:0").host(), swarm.port().orElse(PORT));
    }

    /** Discovery names the other one; all that follows at this moment happens. */
    void finds(Node other) {
      hub.find(TOPIC, other.address());
      time.runDue();
    }

    Connection only() {
      if (swarm.connections().size() != 1) {
        throw new AssertionError(host + " has " + swarm.connections() + " after " + heard.all());
      }
      return swarm.connections().iterator().next();
    }

    PeerReport peer(PeerAddress address) {
      return swarm.report().peers().stream()
          .filter(peer -> peer.address().equals(address))
          .findFirst()
          .orElseThrow();
    }

    int connecting() {
      return heard.of(SwarmEvent.Connecting.class).size();
    }
  }

  /** A node at the usual port whose id is one byte repeated. */
  Node node(String host, String idByte) {
    return node(host, idByte, settings -> settings);
  }

  Node node(String host, String idByte, UnaryOperator<SwarmSettings> change) {
    SwarmSettings settings =
        SwarmSettings.named(host)
            .with(PeerId.parse(idByte.repeat(32)))
            .with(new SwarmSettings.Listen(Optional.empty(), PORT, true));
    return new Node(host, change.apply(settings));
  }

  void seconds(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }

  /** Sends a line from one end and reads it at the other. */
  String carry(Connection from, Connection to, String text) {
    from.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    ByteBuffer into = ByteBuffer.allocate(100);
    CompletableFuture<Integer> read = to.read(into).toCompletableFuture();
    time.runDue();
    read.join();
    return new String(into.array(), 0, into.position(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
