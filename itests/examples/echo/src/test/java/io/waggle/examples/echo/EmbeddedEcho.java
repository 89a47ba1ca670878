package io.waggle.examples.echo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.handshake.IdExchange;
import io.waggle.swarmconnector.SwarmEngine;
import io.waggle.swarmconnector.SwarmRuntime;
import io.waggle.swarmconnector.SwarmSettings;
import io.waggle.swarmconnector.SwarmThreads;
import io.waggle.swarmconnector.TcpTransport;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The same without OSGi: a swarm made with {@code new}, without discovery. Arguments: the port to
 * listen on, a text to send on each connection, then addresses to dial. The system property {@code
 * id} sets the id.
 */
public final class EmbeddedEcho {

  private EmbeddedEcho() {}

  /** Runs until it is stopped. */
  public static void main(String[] args) throws Exception {
    CountDownLatch forEver = new CountDownLatch(1);
    SwarmSettings.Listen listen =
        new SwarmSettings.Listen(Optional.empty(), Integer.parseInt(args[0]), true);
    SwarmSettings settings = SwarmSettings.named("embedded").with(listen);
    String id = System.getProperty("id");
    if (id != null) {
      settings = settings.with(PeerId.parse(id));
    }
    try (TcpTransport tcp = new TcpTransport();
        SwarmThreads threads = SwarmThreads.named("embedded")) {
      SwarmEngine swarm = new SwarmEngine(settings, SwarmRuntime.on(threads));
      LineEcho echo = new LineEcho((peer, line) -> System.out.println("line " + line));
      swarm.listen(event -> greet(event, args[1], echo));
      swarm.handshake(Optional.of(new IdExchange()));
      swarm.addTransport(tcp, TcpTransport.PREFERENCE, Duration.ZERO);
      swarm.start();
      for (int i = 2; i < args.length; i++) {
        swarm.addPeer(Topic.named("embedded"), PeerAddress.parse(args[i]));
      }
      forEver.await();
      swarm.shutdown().toCompletableFuture().get(3, TimeUnit.SECONDS);
    }
  }

  /** One listener reads and writes: the greeting has left before the first answer does. */
  private static void greet(SwarmEvent event, String text, LineEcho echo) {
    System.out.println(event.getClass().getSimpleName() + " " + event);
    if (event instanceof SwarmEvent.Connected connected && !text.isEmpty()) {
      connected
          .connection()
          .write(ByteBuffer.wrap((text + "\n").getBytes(UTF_8)))
          .thenRun(() -> echo.event(event));
    } else {
      echo.event(event);
    }
  }
}
