package io.waggle.container;

import static org.junit.Assert.assertEquals;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.swarm.SwarmEvent;
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

/** Multicast sources in both dialects come and go while bytes flow over a connection. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LanSwapIT {

  private static final String DAT = "mdns-dat";
  private static final String DNSSD = "mdns-dnssd";

  @Inject private BundleContext context;
  private final String group = "group.port=" + Running.freePort();
  private Running node;
  private FakePeer peer;
  private Footprint without;

  @Configuration
  public Option[] framework() {
    return Node.with(
        "dnsjava",
        "api",
        "discovery-channel",
        "known-peers",
        "dns-discovery",
        "mdns-discovery",
        "dns-server",
        "handshake",
        "swarm-connector");
  }

  @Before
  public void connect() {
    node = new Running(context).start();
    peer = node.peer();
    node.echo.awaitCount(SwarmEvent.Connected.class, 1);
    without = Footprint.now();
    write(DAT, "mode=DAT");
    write(DNSSD, "mode=DNSSD");
    awaitUp();
  }

  @After
  public void disconnect() {
    node.close();
  }

  private void write(String source, String... more) {
    String[] lines = new String[more.length + 2];
    lines[0] = group;
    lines[1] = "interfaces=lo";
    System.arraycopy(more, 0, lines, 2, more.length);
    node.etc.write("io.waggle.source." + source, lines);
  }

  private void awaitUp() {
    await(DAT, SourceState.UP);
    await(DNSSD, SourceState.UP);
  }

  private void await(String source, SourceState state) {
    Wait.until(
        source + " is " + state,
        () -> node.report(source).map(report -> report.state() == state).orElse(false),
        node::sources);
  }

  private void awaitGone(String source) {
    Wait.until(source + " is gone", () -> node.report(source).isEmpty(), node::sources);
  }

  private void assertUnharmed() {
    peer.awaitTraffic();
    assertEquals(1, peer.accepted());
    assertEquals(0, peer.ended());
    assertEquals(0, node.echo.all(SwarmEvent.Closed.class).size());
  }

  /** Without its sources the bundle holds no thread and no socket. */
  private void assertNothingIsLeft() {
    node.etc.delete("io.waggle.source." + DAT);
    node.etc.delete("io.waggle.source." + DNSSD);
    awaitGone(DAT);
    awaitGone(DNSSD);
    without.awaitReturn();
  }

  @Test
  public void mdns_bundle_is_uninstalled_and_installed_again() throws Exception {
    for (int round = 0; round < 3; round++) {
      node.bundle("mdns-discovery").uninstall();
      awaitGone(DAT);
      awaitGone(DNSSD);
      peer.awaitTraffic();
      node.install("mdns-discovery");
      awaitUp();
    }
    assertUnharmed();
    assertNothingIsLeft();
  }

  @Test
  public void source_is_removed_made_again_and_complains_of_a_bad_value() {
    node.etc.delete("io.waggle.source." + DNSSD);
    awaitGone(DNSSD);
    write(DNSSD, "mode=DNSSD", "services=99");
    awaitUp();
    write(DAT, "mode=DAT", "packets.second=many");
    await(DAT, SourceState.DEGRADED);
    write(DAT, "mode=DAT");
    awaitUp();
    assertUnharmed();
    assertNothingIsLeft();
  }
}
