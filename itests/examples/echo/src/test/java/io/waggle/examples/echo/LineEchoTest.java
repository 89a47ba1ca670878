package io.waggle.examples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Connection;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.handshake.IdExchange;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.SwarmThreads;
import io.waggle.swarmconnector.TcpTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two swarms in one process, made with {@code new}. */
class LineEchoTest {

  private static SwarmEngine swarm(
      String name, SwarmThreads threads, TcpTransport tcp, SwarmListener listener) {
    SwarmSettings settings =
        SwarmSettings.named(name)
            .with(new SwarmSettings.Listen(Optional.of(InetAddress.getLoopbackAddress()), 0, true));
    SwarmEngine swarm = new SwarmEngine(settings, SwarmRuntime.on(threads));
    swarm.listen(listener);
    swarm.handshake(Optional.of(new IdExchange()));
    swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
    swarm.start();
    return swarm;
  }

  @Test
  @Timeout(30)
  void eachLineComesBackAndAnswersAreLeftAlone() throws Exception {
    CompletableFuture<PeerAddress> listening = new CompletableFuture<>();
    CompletableFuture<Connection> connected = new CompletableFuture<>();
    LineEcho echo = new LineEcho((peer, line) -> assertThat(line).isNotEmpty());
    try (TcpTransport tcp = new TcpTransport();
        SwarmThreads one = SwarmThreads.named("one");
        SwarmThreads two = SwarmThreads.named("two")) {
      SwarmEngine answering =
          swarm(
              "one",
              one,
              tcp,
              event -> {
                if (event instanceof SwarmEvent.Listening l) {
                  listening.complete(l.address());
                }
                echo.event(event);
              });
      SwarmEngine asking =
          swarm(
              "two",
              two,
              tcp,
              event -> {
                if (event instanceof SwarmEvent.Connected c) {
                  connected.complete(c.connection());
                }
              });
      asking.addPeer(Topic.named("t"), listening.get(10, TimeUnit.SECONDS));
      Connection peer = connected.get(10, TimeUnit.SECONDS);
      BufferedReader lines = new BufferedReader(new InputStreamReader(peer.input(), UTF_8));
      peer.output().write("hello\necho not again\nwörld\n".getBytes(UTF_8));
      assertThat(lines.readLine()).isEqualTo("echo hello");
      assertThat(lines.readLine()).isEqualTo("echo wörld");
      asking.shutdown().toCompletableFuture().get(10, TimeUnit.SECONDS);
      answering.shutdown().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
