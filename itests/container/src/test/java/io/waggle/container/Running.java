package io.waggle.container;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * A node as configuration files make it: one discovery server, a source that asks it, a swarm, and
 * two whiteboard listeners of the test. Closing removes the files and checks that threads and
 * sockets are back where they were.
 */
final class Running implements AutoCloseable {

  private static final AtomicInteger NODES = new AtomicInteger();

  /** The topic that the swarm joins at its start; servers remember those of earlier nodes. */
  final String topic = "hot-swap-" + NODES.incrementAndGet();

  final Etc etc;
  final Echo echo = new Echo(true);
  final Sightings sightings = new Sightings();
  final int dns = freePort();
  private final BundleContext context;
  private final Footprint before = Footprint.now();
  private final List<FakePeer> peers = new ArrayList<>();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  Running(BundleContext context) {
    this.context = context;
    etc = new Etc(context);
    registrations.add(context.registerService(SwarmListener.class, echo, null));
    registrations.add(context.registerService(SightingListener.class, sightings, null));
  }

  /** Drops the three files of the ordinary node and waits until it runs. */
  Running start() {
    server("one", dns);
    source("one", dns);
    swarm("main", "topics=" + topic);
    Wait.until("the source is up", () -> report("dns-one").isPresent(), this::sources);
    swarm("main");
    return this;
  }

  void server(String name, int port) {
    etc.write("io.waggle.server.dns-" + name, "ports=" + port, "bind=127.0.0.1");
  }

  void source(String name, int port, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of("servers=127.0.0.1:" + port, "source.trust=LOCAL", "source.interval=1000"));
    lines.addAll(List.of(more));
    etc.write("io.waggle.source.dns-" + name, lines.toArray(String[]::new));
  }

  /** Writes a swarm's file. */
  void swarm(String name, String first, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of("swarm.name=" + name, "bind=127.0.0.1", "port=0", "transports=tcp", first));
    lines.addAll(List.of(more));
    etc.write("io.waggle.swarm-" + name, lines.toArray(String[]::new));
  }

  /** The swarm of that name, waited for. */
  Swarm swarm(String name) {
    Wait.until("swarm " + name, () -> service(Swarm.class, name).isPresent(), this::sources);
    return service(Swarm.class, name).orElseThrow();
  }

  Optional<Discovery> discovery() {
    return Optional.ofNullable(context.getServiceReference(Discovery.class))
        .map(context::getService);
  }

  private <T> Optional<T> service(Class<T> type, String swarm) {
    try {
      Collection<ServiceReference<T>> all =
          context.getServiceReferences(type, "(" + Swarm.NAME + "=" + swarm + ")");
      return all.stream().findFirst().map(context::getService);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  List<SourceReport> sources() {
    return discovery().map(hub -> List.copyOf(hub.sources())).orElse(List.of());
  }

  Optional<SourceReport> report(String id) {
    return sources().stream().filter(report -> report.id().value().equals(id)).findFirst();
  }

  /** A peer of somebody else's that has announced itself on the first server. */
  FakePeer peer() {
    return peer(dns);
  }

  FakePeer peer(int server) {
    return peer(server, topic, FakePeer.id(peers.size() + 1));
  }

  FakePeer peer(int server, String topic, byte[] greeting) {
    FakePeer peer = new FakePeer(greeting);
    peers.add(peer);
    new Announcer(server).send("announce", Topic.named(topic).label(), peer.port());
    return peer;
  }

  Bundle bundle(String name) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> ("io.waggle." + name).equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + name));
  }

  void install(String name) throws BundleException {
    context.installBundle(Node.jar(name).toUri().toString()).start();
  }

  void update(String name) throws BundleException {
    try (InputStream jar = Files.newInputStream(Node.jar(name))) {
      bundle(name).update(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    etc.clear();
    Wait.until(
        "no swarm and no source is left",
        () -> context.getServiceReference(Swarm.class) == null && sources().isEmpty(),
        this::sources);
    peers.forEach(FakePeer::close);
    registrations.forEach(ServiceRegistration::unregister);
    before.awaitReturn();
  }
}
