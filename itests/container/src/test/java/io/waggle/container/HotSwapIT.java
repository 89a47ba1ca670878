package io.waggle.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.SwarmEvent;
import java.util.List;
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

/** Sources and the hub come and go while bytes flow over a connection. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {

  @Inject private BundleContext context;
  private Running node;
  private FakePeer peer;

  @Configuration
  public Option[] framework() {
    return Node.ordinary();
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

  /** Nothing has happened to the first connection, and another peer still finds its way. */
  private void assertUnharmed(int connections) {
    peer.awaitTraffic();
    FakePeer newcomer = node.peer();
    node.echo.awaitCount(SwarmEvent.Connected.class, connections);
    newcomer.awaitTraffic();
    peer.awaitTraffic();
    assertEquals(1, peer.accepted());
    assertEquals(0, peer.ended());
    assertEquals(0, node.echo.all(SwarmEvent.Closed.class).size());
    long foundAgain =
        node.echo.all(SwarmEvent.PeerFound.class).stream()
            .filter(found -> found.address().port() == peer.port())
            .count();
    assertEquals("PeerFound of the first peer", 1, foundAgain);
  }

  @Test
  public void source_bundle_is_stopped_and_started() throws Exception {
    Footprint with = Footprint.now();
    node.bundle("dns-discovery").stop();
    Wait.until("the source is gone", () -> node.report("dns-one").isEmpty(), node::sources);
    node.sightings.await(peer.port(), "found", "lost");
    peer.awaitTraffic();
    node.bundle("dns-discovery").start();
    node.sightings.await(peer.port(), "found", "lost", "found");
    with.awaitReturn();
    assertUnharmed(2);
  }

  @Test
  public void source_bundle_is_uninstalled_and_installed_again() throws Exception {
    Footprint with = Footprint.now();
    for (int round = 0; round < 3; round++) {
      node.bundle("dns-discovery").uninstall();
      Wait.until("the source is gone", () -> node.report("dns-one").isEmpty(), node::sources);
      peer.awaitTraffic();
      node.install("dns-discovery");
      Wait.until("the source is back", () -> node.report("dns-one").isPresent(), node::sources);
    }
    with.awaitReturn();
    assertUnharmed(2);
  }

  @Test
  public void source_bundle_is_updated() throws Exception {
    Footprint with = Footprint.now();
    node.update("dns-discovery");
    node.sightings.await(peer.port(), "found", "lost", "found");
    with.awaitReturn();
    assertUnharmed(2);
  }

  @Test
  public void hub_is_restarted() throws Exception {
    Footprint with = Footprint.now();
    node.bundle("discovery-channel").stop();
    peer.awaitTraffic();
    node.bundle("discovery-channel").start();
    Wait.until("the source is back", () -> node.report("dns-one").isPresent(), node::sources);
    with.awaitReturn();
    assertUnharmed(2);
  }

  @Test
  public void second_source_is_added_edited_and_deleted() {
    int port = Running.freePort();
    node.server("two", port);
    FakePeer other = node.peer(port);
    node.source("two", port);
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    other.awaitTraffic();

    node.source("two", port, "source.rank=7");
    Wait.until("the rank is 7", () -> rank("dns-two") == 7, node::sources);
    assertEquals("an edit loses no peer", List.of("found"), node.sightings.of(other.port()));

    node.etc.delete("io.waggle.source.dns-two");
    node.sightings.await(other.port(), "found", "lost");
    Wait.until("the source is gone", () -> node.report("dns-two").isEmpty(), node::sources);
    other.awaitTraffic();
    assertUnharmed(3);
  }

  @Test
  public void unknown_key_is_reported_and_the_rest_holds() {
    node.source("one", node.dns, "sauce.rank=7", "source.rank=3");
    Wait.until(
        "the source complains",
        () -> state("dns-one") == SourceState.DEGRADED && rank("dns-one") == 3,
        node::sources);
    assertTrue(reason("dns-one"), reason("dns-one").contains("sauce.rank"));
    assertUnharmed(2);
    node.source("one", node.dns, "source.rank=3");
    Wait.until("it is content", () -> state("dns-one") == SourceState.UP, node::sources);
  }

  @Test
  public void bad_value_leaves_the_last_good_configuration() {
    node.source("one", node.dns, "source.rank=3");
    Wait.until("the rank is 3", () -> rank("dns-one") == 3, node::sources);
    node.source("one", node.dns, "source.rank=4", "timeout=soon");
    Wait.until(
        "the source complains", () -> state("dns-one") == SourceState.DEGRADED, node::sources);
    assertTrue(reason("dns-one"), reason("dns-one").contains("timeout"));
    assertUnharmed(2);
    node.source("one", node.dns, "source.rank=5");
    Wait.until("the rank is 5", () -> rank("dns-one") == 5, node::sources);
  }

  private int rank(String id) {
    return node.report(id).map(SourceReport::rank).orElse(Integer.MIN_VALUE);
  }

  private SourceState state(String id) {
    return node.report(id).map(SourceReport::state).orElse(SourceState.STARTING);
  }

  private String reason(String id) {
    return node.report(id).map(SourceReport::reason).orElse("");
  }
}
