package io.waggle.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtService;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.SwarmEvent;
import java.util.Optional;
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
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** A DHT, its shared socket and the cryptography come and go while bytes flow over a connection. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DhtSwapIT {

  private static final String SOURCE = "dht-two";

  @Inject private BundleContext context;
  private Running node;
  private FakePeer peer;
  private final int port = Running.freePort();

  @Configuration
  public Option[] framework() {
    return Node.with(
        "dnsjava",
        "bcprov-jdk18on",
        "api",
        "crypto",
        "udp-mux",
        "kademlia-dht",
        "discovery-channel",
        "known-peers",
        "dns-discovery",
        "dns-server",
        "handshake",
        "swarm-connector");
  }

  @Before
  public void connect() {
    node = new Running(context).start();
    peer = node.peer();
    node.echo.awaitCount(SwarmEvent.Connected.class, 1);
    node.etc.write("io.waggle.udp-main", "port=0", "bind=127.0.0.1");
    node.etc.write("io.waggle.dht-one", "port=" + port, "bind=127.0.0.1");
    second();
    node.etc.write("io.waggle.source.dht-two", "dht=two", "source.trust=LOCAL");
    awaitUp();
  }

  @After
  public void disconnect() {
    node.close();
  }

  private void second(String... more) {
    String[] lines = new String[more.length + 2];
    lines[0] = "udp=main";
    lines[1] = "bootstrap=127.0.0.1:" + port;
    System.arraycopy(more, 0, lines, 2, more.length);
    node.etc.write("io.waggle.dht-two", lines);
  }

  private void awaitUp() {
    await(SourceState.UP);
  }

  private void await(SourceState state) {
    Wait.until(
        "the source is " + state,
        () -> node.report(SOURCE).map(report -> report.state() == state).orElse(false),
        node::sources);
  }

  private Optional<DhtService> dht(String name) {
    try {
      return context.getServiceReferences(DhtService.class, "(dht.name=" + name + ")").stream()
          .findFirst()
          .map(context::getService);
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void assertUnharmed() {
    peer.awaitTraffic();
    assertEquals(1, peer.accepted());
    assertEquals(0, peer.ended());
    assertEquals(0, node.echo.all(SwarmEvent.Closed.class).size());
  }

  @Test
  public void dht_bundle_is_uninstalled_and_installed_again() throws Exception {
    Footprint with = Footprint.now();
    for (int round = 0; round < 3; round++) {
      node.bundle("kademlia-dht").uninstall();
      Wait.until("the source is gone", () -> node.report(SOURCE).isEmpty(), node::sources);
      peer.awaitTraffic();
      node.install("kademlia-dht");
      awaitUp();
    }
    with.awaitReturn();
    assertUnharmed();
  }

  @Test
  public void dht_is_reconfigured_removed_and_made_again() {
    DhtService before = dht("two").orElseThrow();
    second("limit.queries=7");
    Wait.until(
        "the limit is 7",
        () -> before.limits().toString().contains("7"),
        () -> before.limits().toString());
    assertSame(before, dht("two").orElseThrow());

    second("limit.queries=many");
    Wait.until(
        "the DHT complains",
        () -> before.status().reason().contains("limit.queries"),
        () -> before.status().reason());
    assertSame(before, dht("two").orElseThrow());

    node.etc.delete("io.waggle.dht-two");
    await(SourceState.STARTING);
    second();
    awaitUp();
    assertUnharmed();
  }

  @Test
  public void shared_socket_goes_and_comes_back() throws Exception {
    Footprint with = Footprint.now();
    node.bundle("udp-mux").stop();
    peer.awaitTraffic();
    node.bundle("udp-mux").start();
    awaitUp();
    with.awaitReturn();
    assertUnharmed();
  }

  @Test
  public void cryptography_goes_and_comes_back() throws Exception {
    Footprint with = Footprint.now();
    node.bundle("crypto").stop();
    assertEquals(null, context.getServiceReference(Crypto.class));
    peer.awaitTraffic();
    node.bundle("crypto").start();
    Wait.until(
        "the service is back",
        () -> context.getServiceReference(Crypto.class) != null,
        node::sources);
    awaitUp();
    with.awaitReturn();
    assertUnharmed();
  }
}
