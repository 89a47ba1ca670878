package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One neighbour is asked which of our records it has, and for the proofs of what was delivered. */
final class Visit {

  private final RepairTools tools;
  private final Acquaintances known;
  private final DhtPeerNode node;

  Visit(RepairTools tools, Acquaintances known, DhtPeerNode node) {
    this.tools = tools;
    this.known = known;
    this.node = node;
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** Completes, and never fails, when it has answered for all or does not answer. */
  CompletionStage<Void> ask(List<Patient> all) {
    List<Patient> some = all.subList(0, Math.min(all.size(), MailQuery.Have.MOST));
    List<ByteString> tags = some.stream().map(patient -> patient.tag).toList();
    return tools
        .asker()
        .ask(node, new MailQuery.Have(tools.overlay(), tags), MailReply.Having.class)
        .handle((reply, error) -> answered(all, some, Optional.ofNullable(reply)))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<Void> answered(
      List<Patient> all, List<Patient> some, Optional<MailReply.Having> reply) {
    if (reply.isEmpty() || reply.get().states().size() < some.size()) {
      known.note(node, 0, some.size());
      return done();
    }
    List<Patient> rest = all.subList(some.size(), all.size());
    return proofs(note(some, reply.get().states()))
        .thenCompose(nothing -> rest.isEmpty() ? done() : ask(rest));
  }

  /** Completes with those that it says were delivered. */
  private List<Patient> note(List<Patient> some, List<RecordState> states) {
    List<Patient> dead = new ArrayList<>();
    int had = 0;
    for (int i = 0; i < some.size(); i++) {
      switch (states.get(i)) {
        case HELD -> some.get(i).heldBy(node);
        case UNKNOWN -> some.get(i).unknownTo(node);
        case DELETED -> dead.add(some.get(i));
      }
      had += states.get(i) == RecordState.UNKNOWN ? 0 : 1;
    }
    known.note(node, had, some.size());
    return dead;
  }

  /** A liar has none. */
  private CompletionStage<Void> proofs(List<Patient> dead) {
    if (dead.isEmpty()) {
      return done();
    }
    List<Patient> some = dead.subList(0, Math.min(dead.size(), MailQuery.Stat.MOST));
    List<ByteString> names = some.stream().map(patient -> patient.held.id().name()).toList();
    return tools
        .asker()
        .ask(node, new MailQuery.Stat(tools.overlay(), names), MailReply.Standings.class)
        .handle((reply, error) -> error == null && learn(some, reply.records()))
        .thenCompose(more -> more ? proofs(dead.subList(some.size(), dead.size())) : done());
  }

  private boolean learn(List<Patient> some, List<MailReply.Standing> standings) {
    for (int i = 0; i < Math.min(some.size(), standings.size()); i++) {
      Patient patient = some.get(i);
      if (standings
          .get(i)
          .proof()
          .filter(p -> tools.holder().learned(patient.held, p))
          .isPresent()) {
        patient.wasDelivered();
      }
    }
    return true;
  }
}
