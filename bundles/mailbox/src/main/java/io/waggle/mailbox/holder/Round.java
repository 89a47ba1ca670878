package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One look at what others have of our records (MAIL.md §8), of all boxes at once: the neighbour
 * that may have most of them is asked first, and nobody is asked for what was seen often enough.
 * What was delivered goes, if the proof holds; of what has too few copies more are made. Runs on
 * the asker's strand.
 */
final class Round {

  private final RepairTools tools;
  private final Acquaintances known;
  private final List<Patient> patients = new ArrayList<>();
  private final Set<DhtPeerNode> asked = new HashSet<>();

  Round(RepairTools tools, Acquaintances known) {
    this.tools = tools;
    this.known = known;
  }

  /** Completes, and never fails, with the tags of those that others have something newer for. */
  CompletionStage<Set<ByteString>> run(List<HeldRecord> due) {
    Map<NodeId, List<HeldRecord>> boxes = new LinkedHashMap<>();
    due.forEach(held -> boxes.computeIfAbsent(held.box(), box -> new ArrayList<>()).add(held));
    CompletionStage<Void> before = CompletableFuture.completedFuture(null);
    for (Map.Entry<NodeId, List<HeldRecord>> box : boxes.entrySet()) {
      before =
          before
              .thenCompose(nothing -> tools.asker().around(box.getKey()))
              .thenAccept(near -> add(box.getValue(), near, tools.near(box.getKey())));
    }
    return before
        .thenCompose(nothing -> step())
        .thenCompose(nothing -> new Refill(tools).all(poor()))
        .exceptionally(error -> Set.of());
  }

  private void add(List<HeldRecord> records, List<DhtPeerNode> near, boolean found) {
    records.forEach(held -> patients.add(new Patient(held, near, found)));
  }

  private List<Patient> poor() {
    return patients.stream().filter(patient -> !patient.settled()).toList();
  }

  private CompletionStage<Void> step() {
    List<Patient> poor = poor();
    Optional<DhtPeerNode> next = best(poor);
    if (next.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    asked.add(next.get());
    List<Patient> of = poor.stream().filter(p -> p.near().contains(next.get())).toList();
    return new Visit(tools, known, next.get()).ask(of).thenCompose(nothing -> step());
  }

  /** Who will answer the most of what is still open. */
  private Optional<DhtPeerNode> best(List<Patient> poor) {
    Map<DhtPeerNode, Integer> use = new LinkedHashMap<>();
    for (Patient patient : poor) {
      patient.near().stream()
          .filter(node -> !asked.contains(node))
          .forEach(node -> use.merge(node, 1, Integer::sum));
    }
    DhtPeerNode best = null;
    double most = 0;
    for (Map.Entry<DhtPeerNode, Integer> each : use.entrySet()) {
      double worth = each.getValue() * known.share(each.getKey());
      if (worth > most) {
        most = worth;
        best = each.getKey();
      }
    }
    return Optional.ofNullable(best);
  }
}
