package io.waggle.container;

import static org.junit.Assert.assertEquals;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.Topic;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmEvent;
import java.util.concurrent.atomic.AtomicInteger;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** uTP, Noise and hypercore come and go while bytes flow over TCP. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TransportSwapIT {

  private static final AtomicInteger PAIRS = new AtomicInteger();
  private static final int ROUNDS = 3;

  @Inject private BundleContext context;
  private Running node;
  private FakePeer peer;

  @Configuration
  public Option[] framework() {
    return Node.with(
        "dnsjava",
        "bcprov-jdk18on",
        "api",
        "crypto",
        "udp-mux",
        "discovery-channel",
        "known-peers",
        "dns-discovery",
        "dns-server",
        "handshake",
        "hypercore",
        "transport-utp",
        "swarm-connector");
  }

  @Before
  public void connect() {
    node = new Running(context).start();
    peer = node.peer();
    node.echo.awaitCount(SwarmEvent.Connected.class, 1);
    peer.awaitTraffic();
  }

  @After
  public void disconnect() {
    node.close();
  }

  private void assertUnharmed() {
    peer.awaitTraffic();
    assertEquals(1, peer.accepted());
    assertEquals(0, peer.ended());
    assertEquals(1, node.swarm("main").connections().size());
  }

  private Swarm swarm(String name, int port, String transports, String topic, String handshake) {
    node.etc.write(
        "io.waggle.swarm-" + name,
        "swarm.name=" + name,
        "bind=127.0.0.1",
        "port=" + port,
        "transports=" + transports,
        "topics=" + topic,
        "handshake.target=(handshake.name=" + handshake + ")");
    return node.swarm(name);
  }

  private static void awaitConnections(Swarm swarm, int count) {
    Wait.until(
        count + " connections of " + swarm.name(),
        () -> swarm.connections().size() == count,
        swarm::report);
  }

  @Test
  public void utp_goes_and_comes_under_two_swarms_that_use_it() throws Exception {
    String topic = "pair-" + PAIRS.incrementAndGet();
    int port = Running.freePort();
    Swarm left = swarm("left", 0, "utp", topic, "discovery-swarm");
    Swarm right = swarm("right", port, "utp", topic, "discovery-swarm");
    // The hub never names an address of this node.
    left.addPeer(Topic.named(topic), PeerAddress.parse("127.0.0.1:" + port));
    awaitConnections(left, 1);
    awaitConnections(right, 1);
    node.echo.awaitCount(SwarmEvent.Connected.class, 3); // their threads belong to the baseline
    Footprint with = Footprint.now();
    Bundle utp = node.bundle("transport-utp");
    for (int round = 0; round < ROUNDS; round++) {
      utp.stop();
      awaitConnections(left, 0);
      awaitConnections(right, 0);
      peer.awaitTraffic();
      utp.start();
      awaitConnections(left, 1);
      awaitConnections(right, 1);
      peer.awaitTraffic();
    }
    with.awaitReturn();
    assertUnharmed();
  }

  @Test
  public void noise_goes_with_the_cryptography_and_comes_back() throws Exception {
    comesAndGoes("noise", node.bundle("crypto"));
  }

  @Test
  public void hypercore_goes_and_comes() throws Exception {
    comesAndGoes("hypercore", node.bundle("hypercore"));
  }

  private void comesAndGoes(String handshake, Bundle bundle) throws Exception {
    Swarm guest = swarm("guest", 0, "tcp", "guests", handshake);
    awaitState(guest, SourceState.UP);
    comeAndGo(guest, bundle); // some threads begin with their first use
    Footprint with = Footprint.now();
    for (int round = 0; round < ROUNDS; round++) {
      comeAndGo(guest, bundle);
    }
    with.awaitReturn();
    assertUnharmed();
  }

  private void comeAndGo(Swarm guest, Bundle bundle) throws Exception {
    bundle.stop();
    awaitState(guest, SourceState.DEGRADED);
    peer.awaitTraffic();
    bundle.start();
    awaitState(guest, SourceState.UP);
    peer.awaitTraffic();
  }

  private static void awaitState(Swarm swarm, SourceState state) {
    Wait.until(swarm.name() + " is " + state, () -> swarm.report().state() == state, swarm::report);
  }
}
