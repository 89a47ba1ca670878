package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.metrics.Metrics;
import io.waggle.common.udp.DatagramOutput;
import io.waggle.mdnsdiscovery.OpenRound;
import io.waggle.testkit.discovery.RecordingSink;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A node of ours on virtual segments. */
final class VirtualNode {

  final Metrics metrics = new Metrics();
  final DatEngine engine;
  private final VirtualLan clockwork;
  private final List<Plug> plugs = new ArrayList<>();
  private long scheduled = Long.MAX_VALUE;

  private record Plug(int socket, VirtualLan lan, InetSocketAddress at, VirtualLan.Ear ear) {}

  VirtualNode(VirtualLan lan, int number) {
    this(lan, number, DatSettings.DEFAULT);
  }

  VirtualNode(VirtualLan lan, int number, DatSettings settings) {
    clockwork = lan;
    engine =
        new DatEngine(
            settings, VirtualLan.PORT, lan.time, new SplittableRandom(1000 + number), metrics);
    plugIn(lan, number);
  }

  /** One more link; returns the number of its socket. */
  int plugIn(VirtualLan lan, int number) {
    int socket = plugs.size();
    InetSocketAddress at = new InetSocketAddress(lan.host(number), VirtualLan.PORT);
    VirtualLan.Ear ear =
        (bytes, from) ->
            run(out -> engine.datagram(now(), socket, ByteBuffer.wrap(bytes), from, out));
    plugs.add(new Plug(socket, lan, at, ear));
    up(socket, number);
    return socket;
  }

  void up(int socket, int number) {
    Plug plug = plugs.get(socket);
    plug.lan().plugIn(plug.ear());
    run(out -> engine.up(now(), socket, plug.lan().link(number), out));
  }

  void down(int socket) {
    Plug plug = plugs.get(socket);
    plug.lan().unplug(plug.ear());
    run(out -> engine.down(now(), socket, out));
  }

  /** A step of the engine. */
  interface Step {
    void run(DatagramOutput out);
  }

  void run(Step step) {
    step.run(this::send);
    schedule();
  }

  private void send(int socket, ByteBuffer packet, InetSocketAddress to) {
    Plug plug = plugs.get(socket);
    if (to.getPort() == VirtualLan.PORT) {
      plug.lan().send(packet, plug.at());
    }
  }

  private long now() {
    return clockwork.time.nanoTime();
  }

  private void schedule() {
    long next = engine.nextDeadline();
    if (next < scheduled) {
      scheduled = next;
      clockwork.time.schedule(this::tick, Math.max(0, next - now()), TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    scheduled = Long.MAX_VALUE;
    if (engine.nextDeadline() <= now()) {
      engine.tick(now(), this::send);
    }
    schedule();
  }

  RecordingSink find(String label) {
    RecordingSink sink = new RecordingSink();
    OpenRound round = new OpenRound(sink, 1000);
    run(out -> engine.open(label, round, now()));
    return sink;
  }

  void announce(String label, int port) {
    run(out -> engine.announce(label, port, now()));
  }

  void withdraw(String label, int port) {
    run(out -> engine.withdraw(label, port, out));
  }

  long metric(String name) {
    return metrics.snapshot().get(name);
  }
}
