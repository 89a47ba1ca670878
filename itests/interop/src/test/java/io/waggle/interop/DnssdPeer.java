package io.waggle.interop;

import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.AnnounceRequest;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.LanDialect.Surroundings;
import io.waggle.mdnsdiscovery.LanSettings;
import io.waggle.mdnsdiscovery.LanSettings.Mode;
import io.waggle.mdnsdiscovery.dat.DatSettings;
import io.waggle.mdnsdiscovery.dnssd.DnssdSettings;
import io.waggle.mdnsdiscovery.dnssd.DnssdSource;
import io.waggle.mdnsdiscovery.jmdns.JmdnsResponders;
import io.waggle.mdnsdiscovery.link.InterfaceView;
import io.waggle.mdnsdiscovery.link.LinkFilter;
import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Our source of DNS-SD alone, in a process of its own. Arguments: topic, name and port; port 0
 * announces nothing. Any line on its standard input makes it leave.
 */
final class DnssdPeer implements FindSink {

  private static final WaggleClock CLOCK = WaggleClock.system();

  private final long begun = CLOCK.nanoTime();

  private DnssdPeer() {}

  /** Starts one in a network namespace. */
  static JsonProcess start(Path directory, String namespace, String topic, String name, int port) {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace, java));
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path));
    command.addAll(List.of(DnssdPeer.class.getName(), topic, name, Integer.toString(port)));
    return JsonProcess.start(directory, command);
  }

  /** Runs until a line comes. */
  public static void main(String[] arguments) throws Exception {
    int threads = Thread.activeCount();
    ScheduledExecutorService watcher = Executors.newScheduledThreadPool(1);
    LanSettings settings =
        new LanSettings(
            Mode.DNSSD,
            LinkFilter.ANY,
            LanSettings.PORT,
            DatSettings.DEFAULT,
            new DnssdSettings(arguments[1], 512, 200));
    DnssdSource source =
        DnssdSource.open(
            settings,
            new JmdnsResponders("peer", LanSettings.PORT, CLOCK),
            new Surroundings(
                "peer", CLOCK, new SecureRandom(), new Metrics(), InterfaceView::all, watcher));
    run(source, Topic.named(arguments[0]), Integer.parseInt(arguments[2]), threads);
    watcher.shutdownNow();
  }

  private static void run(DnssdSource source, Topic topic, int port, int threads) throws Exception {
    DnssdPeer peer = new DnssdPeer();
    var round = source.find(new FindRequest(topic, 100, Urgency.NOW), peer);
    if (port > 0) {
      source
          .announce(new AnnounceRequest(topic, port, Optional.empty()))
          .publish()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    }
    peer.say("ready", Integer.toString(Thread.activeCount() - threads));
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    long leaving = CLOCK.nanoTime();
    round.close();
    source.close();
    peer.say("left", Long.toString((CLOCK.nanoTime() - leaving) / 1_000_000));
  }

  private synchronized void say(String event, String what) {
    System.out.println(
        Json.createObjectBuilder()
            .add("event", event)
            .add("what", what)
            .add("millis", (CLOCK.nanoTime() - begun) / 1_000_000)
            .build());
  }

  @Override
  public void found(PeerAddress address, FoundMeta meta) {
    say("found", address.toString());
  }

  @Override
  public void lost(PeerAddress address) {
    say("lost", address.toString());
  }

  @Override
  public void failed(SourceException error) {
    say("failed", error.toString());
  }

  @Override
  public void settled() {
    say("settled", "");
  }

  @Override
  public void done(Optional<Duration> askAgainIn) {
    say("done", "");
  }

  @Override
  public boolean isOpen() {
    return true;
  }
}
