package io.waggle.discoverychannel;

import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.FindRequest;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.Urgency;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** One round against one source for a person who wants to know; claims nothing. */
final class Probe implements RoundGate.Owner {

  /** For sources whose rounds have no end. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(5);

  private static final int MOST = 1000;

  private final HubCore core;
  private final KnownSource source;
  private final Topic topic;
  private final CompletableFuture<ProbeReport> result = new CompletableFuture<>();
  private final Set<PeerAddress> peers = new LinkedHashSet<>();

  private Probe(HubCore core, KnownSource source, Topic topic) {
    this.core = core;
    this.source = source;
    this.topic = topic;
  }

  /** Under the lock. */
  static CompletableFuture<ProbeReport> start(HubCore core, SourceId id, Topic topic) {
    KnownSource source = core.sources.get(id);
    if (source == null || source.finder() == null) {
      return refused(core, id, topic, "there is no source '" + id + "' that finds");
    }
    if (!source.policy().serves(topic)) {
      return refused(core, id, topic, id + " does not serve the realm '" + topic.realm() + "'");
    }
    Probe probe = new Probe(core, source, topic);
    Duration timeout = source.policy().timeout();
    new RoundGate(core, source, probe)
        .start(
            new FindRequest(topic, source.policy().limit(), Urgency.NOW),
            timeout.isZero() ? LONG_ENOUGH : timeout);
    return probe.result;
  }

  private static CompletableFuture<ProbeReport> refused(
      HubCore core, SourceId id, Topic topic, String why) {
    SourceFault fault = new SourceFault(SourceFault.Code.REFUSED, why, core.date());
    RoundReport none =
        new RoundReport(
            core.date(), Optional.of(Duration.ZERO), Optional.empty(), 0, 0, 0, Optional.of(fault));
    return CompletableFuture.completedFuture(new ProbeReport(id, topic, none, List.of()));
  }

  @Override
  public void found(RoundGate gate, PeerAddress address, FoundMeta meta) {
    if (peers.size() < MOST) {
      peers.add(address);
    }
    Optional<String> refusal = AddressRules.refusal(address, meta, source.policy().trust());
    if (refusal.isPresent() || core.isOwn(address)) {
      gate.refused(refusal.orElse("own"));
    } else {
      TopicWatch watch = core.watches.get(topic);
      gate.accepted(watch == null || !watch.claims().knows(address));
    }
  }

  @Override
  public void lost(PeerAddress address) {
    // A probe tells who was named, not who is still there.
  }

  @Override
  public void begun(RoundGate gate) {
    // Only the end of the round matters.
  }

  @Override
  public void settled(RoundGate gate) {
    gate.cancel();
  }

  @Override
  public void ended(RoundGate gate, Ending ending) {
    Optional<SourceFault> fault = ending.fault();
    if (ending.kind() == Ending.Kind.NOT_ASKED) {
      fault = Optional.of(new SourceFault(SourceFault.Code.REFUSED, "disabled", core.date()));
    } else if (source.policy().timeout().isZero() && ending.kind() == Ending.Kind.TIMED_OUT) {
      fault = Optional.empty();
    }
    RoundReport report = gate.report(fault);
    core.complete(result, new ProbeReport(source.id(), topic, report, List.copyOf(peers)));
  }
}
