package io.waggle.shell.command;

import io.waggle.api.discovery.Claim;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.RoundReport;
import io.waggle.api.discovery.Sighting;
import io.waggle.api.discovery.SourceFault;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.TrailEntry;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of a trail. */
final class WhyView {

  private WhyView() {}

  static Section asked(Topic topic, Optional<JoinReport> join, List<SourceReport> sources) {
    List<Fields> rows = new ArrayList<>();
    join.ifPresent(
        j ->
            j.rounds()
                .forEach((source, rounds) -> rounds.forEach(r -> rows.add(round(source, r, j)))));
    for (SourceReport source : sources) {
      if (join.isEmpty() || join.get().rounds().getOrDefault(source.id(), List.of()).isEmpty()) {
        rows.add(notAsked(topic, join, source));
      }
    }
    return new Section.Rows(
        "asked",
        List.of("source", "started", "took", "firstPeer", "found", "new", "filtered", "answer"),
        rows,
        "there is no source that could be asked");
  }

  private static Fields round(Object source, RoundReport round, JoinReport join) {
    return new Fields()
        .add("source", source)
        .add("asked", true)
        .add("started", round.started())
        .addSpan("took", round.took())
        .addSpan("firstPeer", round.firstPeer())
        .add("found", round.found())
        .add("new", round.firstSeen())
        .add("filtered", round.filtered())
        .add("answer", answer(round))
        .add("fault", round.fault().map(SourceFault::code))
        .add("announcement", join.announcements().getOrDefault(source, Optional.empty()));
  }

  private static String answer(RoundReport round) {
    return round
        .fault()
        .map(f -> f.code() + ": " + f.message())
        .orElse(round.took().isEmpty() ? "still asking" : "ok");
  }

  private static Fields notAsked(Topic topic, Optional<JoinReport> join, SourceReport source) {
    return new Fields()
        .add("source", source.id())
        .add("asked", false)
        .add("answer", "not asked: " + reason(topic, join, source));
  }

  private static String reason(Topic topic, Optional<JoinReport> join, SourceReport source) {
    if (join.isEmpty()) {
      return "the topic is not joined";
    } else if (source.paused()) {
      return "it is paused";
    } else if (!source.finds()) {
      return "it can only announce";
    } else if (!serves(source, topic)) {
      return "it does not serve the realm '" + topic.realm() + "'";
    } else if (!source.reason().isEmpty()) {
      return source.state() + ", " + source.reason();
    }
    return "its turn has not come (" + source.role() + ", " + source.state() + ")";
  }

  private static boolean serves(SourceReport source, Topic topic) {
    return source.realms().isEmpty()
        || source.realms().contains("*")
        || source.realms().contains(topic.realm());
  }

  static Section claims(List<Sighting> sightings) {
    List<Fields> rows = new ArrayList<>();
    for (Sighting sighting : sightings) {
      for (Map.Entry<?, Claim> claim : sighting.claims().entrySet()) {
        rows.add(claim(sighting, claim.getValue()));
      }
    }
    return new Section.Rows(
        "claims",
        List.of("address", "source", "topic", "firstSeen", "expires", "via", "rank"),
        rows,
        "no source vouches for a peer here");
  }

  private static Fields claim(Sighting sighting, Claim claim) {
    return new Fields()
        .add("address", sighting.address())
        .add("source", claim.source())
        .add("topic", sighting.topic())
        .add("firstSeen", claim.firstSeen())
        .add("expires", claim.expires())
        .add("via", claim.via())
        .add("id", claim.id())
        .add("rank", claim.rank());
  }

  static Section trail(List<TrailEntry> trail) {
    return new Section.Rows(
        "trail",
        List.of("at", "step", "address", "source", "detail"),
        trail.stream().map(WhyView::step).toList(),
        "the swarm has tried nothing here");
  }

  private static Fields step(TrailEntry entry) {
    return new Fields()
        .add("at", entry.at())
        .add("step", entry.step())
        .add("address", entry.address())
        .add("source", entry.source())
        .add("detail", entry.detail());
  }
}
