package io.waggle.container;

import static org.junit.Assert.assertEquals;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.SwarmEvent;
import io.waggle.api.swarm.SwarmListener;
import io.waggle.container.custom.RollCall;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Handshakes, swarms, listeners and the server come and go while bytes flow. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwarmSwapIT {

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

  private void assertUnharmed() {
    peer.awaitTraffic();
    assertEquals(1, peer.accepted());
    assertEquals(0, peer.ended());
    assertEquals(0, node.echo.all(SwarmEvent.Closed.class).size());
  }

  @Test
  public void handshake_bundle_goes_and_comes() throws Exception {
    node.bundle("handshake").stop();
    Wait.until(
        "the swarm complains",
        () -> node.swarm("main").report().state() == SourceState.DEGRADED,
        () -> node.swarm("main").report());
    FakePeer second = node.peer();
    assertUnharmed();
    node.bundle("handshake").start();
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    second.awaitTraffic();
    assertUnharmed();
  }

  @Test
  public void configuration_of_a_swarm_changes_live() {
    Swarm swarm = node.swarm("main");
    node.swarm("main", "topics=" + node.topic, "max.connections=1");
    Wait.until("the limit is 1", () -> swarm.report().limits().containsValue(1L), swarm::report);
    FakePeer second = node.peer();
    Wait.until(
        "the second peer is known",
        () -> node.sightings.of(second.port()).contains("found"),
        node.sightings::toString);
    assertUnharmed();
    assertEquals(0, second.accepted());
    node.swarm("main", "topics=" + node.topic, "max.connections=2");
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    second.awaitTraffic();
    assertUnharmed();
  }

  @Test
  public void bad_value_leaves_the_swarm_as_it_was() {
    Swarm swarm = node.swarm("main");
    node.swarm("main", "topics=" + node.topic, "max.connections=many");
    Wait.until(
        "the swarm complains",
        () -> swarm.report().reason().contains("max.connections"),
        swarm::report);
    assertUnharmed();
  }

  @Test
  public void several_swarms_live_side_by_side() {
    node.swarm("other", "topics=elsewhere");
    Swarm other = node.swarm("other");
    FakePeer its = node.peer(node.dns, "elsewhere", FakePeer.id(99));
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    its.awaitTraffic();
    assertEquals(Set.of("main", "other"), swarmsWithConnections());
    assertEquals(1, other.connections().size());
    node.etc.delete("io.waggle.swarm-other");
    Wait.until("its connection is closed", () -> its.ended() == 1, its::toString);
    peer.awaitTraffic();
    assertEquals(0, peer.ended());
    assertEquals(1, node.swarm("main").connections().size());
  }

  private Set<String> swarmsWithConnections() {
    return node.echo.all(SwarmEvent.Connected.class).stream()
        .map(SwarmEvent::swarm)
        .collect(Collectors.toSet());
  }

  @Test
  public void handshake_of_a_dropped_in_bundle_is_used() throws Exception {
    byte[] greeting =
        ByteBuffer.allocate(RollCall.LENGTH)
            .put("ROLLCALLabcdefgh".getBytes(StandardCharsets.US_ASCII))
            .array();
    node.swarm("guest", "topics=roll", "handshake.target=(handshake.name=roll-call)");
    FakePeer its = node.peer(node.dns, "roll", greeting);
    Bundle custom = context.installBundle("roll-call", CustomBundle.jar());
    try {
      custom.start();
      node.echo.awaitCount(SwarmEvent.Connected.class, 2);
      its.awaitTraffic();
      assertEquals(
          List.of("discovery-swarm", RollCall.NAME),
          node.echo.all(SwarmEvent.Connected.class).stream()
              .map(event -> event.connection().info().handshake())
              .toList());
      custom.stop();
      its.awaitTraffic();
      custom.start();
      FakePeer another =
          node.peer(node.dns, "roll", "ROLLCALLsomebody".getBytes(StandardCharsets.US_ASCII));
      node.echo.awaitCount(SwarmEvent.Connected.class, 3);
      another.awaitTraffic();
      assertUnharmed();
    } finally {
      custom.uninstall();
    }
  }

  @Test
  public void listeners_come_and_go() {
    Echo late = new Echo(false);
    Echo elsewhere = new Echo(false);
    ServiceRegistration<?> first = context.registerService(SwarmListener.class, late, null);
    ServiceRegistration<?> second =
        context.registerService(
            SwarmListener.class,
            elsewhere,
            FrameworkUtil.asDictionary(Map.of(Swarm.NAME, "elsewhere")));
    peer.drop();
    node.echo.awaitCount(SwarmEvent.Closed.class, 1);
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    late.awaitCount(SwarmEvent.Closed.class, 1);
    late.awaitCount(SwarmEvent.Connected.class, 1);
    first.unregister();
    second.unregister();
    peer.drop();
    node.echo.awaitCount(SwarmEvent.Closed.class, 2);
    node.echo.awaitCount(SwarmEvent.Connected.class, 3);
    late.awaitCount(SwarmEvent.Closed.class, 1);
    assertEquals(0, elsewhere.all(SwarmEvent.class).size());
  }

  @Test
  public void server_is_restarted() throws Exception {
    node.bundle("dns-server").stop();
    peer.awaitTraffic();
    node.bundle("dns-server").start();
    FakePeer second = node.peer();
    node.echo.awaitCount(SwarmEvent.Connected.class, 2);
    second.awaitTraffic();
    assertUnharmed();
  }

  @Test
  public void swarm_bundle_is_restarted() throws Exception {
    Footprint with = Footprint.now();
    node.bundle("swarm-connector").stop();
    Wait.until("the connection is closed", () -> peer.ended() == 1, peer::toString);
    node.bundle("swarm-connector").start();
    Wait.until("it is made again", () -> peer.accepted() == 2, peer::toString);
    peer.awaitTraffic();
    with.awaitReturn();
  }
}
