package io.waggle.mdnsdiscovery;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.discovery.SourceStatus;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.lan.LanLink;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.lan.LanSender;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.Prefix;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A source on the local network, whatever its dialect. */
public interface LanSource extends PeerFinder, PeerAnnouncer, LanMonitor, AutoCloseable {

  /** The figures of a link that is used. */
  record Traffic(Link link, long received, long sent) {}

  /**
   * Takes over other settings live.
   *
   * @param settings of the same mode and port
   */
  void apply(LanSettings settings);

  /** The settings in force. */
  LanSettings settings();

  /** A peer at that address has shaken hands: it is heard, and keeps its place, in any flood. */
  void met(InetAddress address);

  /** The links in use. */
  List<Traffic> traffic();

  /** What can't be used though it was chosen, in words. */
  List<String> problems();

  @Override
  List<LanSender> senders();

  @Override
  default List<LanLink> links() {
    List<LanLink> links = new ArrayList<>();
    for (Traffic each : traffic()) {
      Link link = each.link();
      links.add(
          new LanLink(
              link.name(),
              link.ipv6(),
              link.addresses().stream().map(Prefix::address).toList(),
              each.received(),
              each.sent(),
              ""));
    }
    problems().forEach(p -> links.add(new LanLink("", false, List.of(), 0, 0, p)));
    return links;
  }

  @Override
  default SourceStatus status() {
    List<Traffic> used = traffic();
    List<String> problems = problems();
    Map<String, Long> gauges = new HashMap<>();
    gauges.put("links", (long) used.size());
    used.forEach(each -> gauges.put("link." + each.link() + ".in", each.received()));
    used.forEach(each -> gauges.put("link." + each.link() + ".out", each.sent()));
    SourceState state = SourceState.UP;
    String reason = String.join("; ", problems);
    if (used.isEmpty()) {
      state = SourceState.DOWN;
      reason = reason.isEmpty() ? "no network interface can be used" : reason;
    } else if (!problems.isEmpty()) {
      state = SourceState.DEGRADED;
    }
    return SourceStatus.of(state, reason, since()).with(gauges);
  }

  /** Since when it runs. */
  Instant since();

  @Override
  void close();
}
