package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.mailbox.holder.HeldRecord.Right;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.RecordState;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes more copies of records, one after the other, with the right of the first put, so that
 * nobody has to trust us. Those who have just answered get them; where they are few, it is searched
 * for more.
 */
final class Refill {

  /** With so many answers nobody is searched for. */
  private static final int MANY = 8;

  /** One may refuse. */
  private static final int SPARE = 1;

  private static final int LISTS = 3;

  private final RepairTools tools;
  private final Holders holders;
  private final Set<ByteString> outdated = new HashSet<>();

  Refill(RepairTools tools) {
    this.tools = tools;
    this.holders = new Holders(tools.asker(), tools.crypto(), tools.overlay());
  }

  private static <T> CompletionStage<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }

  /** Completes with the tags of profiles that are out of date, which are left alone. */
  CompletionStage<Set<ByteString>> all(List<Patient> poor) {
    CompletionStage<Void> before = done(null);
    for (Patient patient : poor) {
      before = before.thenCompose(nothing -> one(patient)).exceptionally(error -> null);
    }
    return before.thenApply(nothing -> outdated);
  }

  private CompletionStage<Void> one(Patient patient) {
    if (patient.held.right() != Right.PROFILE) {
      return refill(patient);
    }
    List<DhtPeerNode> some = patient.candidates().stream().limit(LISTS).toList();
    return Asker.successes(some.stream().map(node -> newer(patient, node)).toList())
        .thenCompose(answers -> judge(patient, answers));
  }

  /** Whether a node says that it has a later profile. */
  private CompletionStage<Boolean> newer(Patient patient, DhtPeerNode node) {
    MailQuery.ListBox query =
        new MailQuery.ListBox(
            tools.overlay(),
            patient.held.box(),
            Optional.empty(),
            MailQuery.ListBox.WITHOUT_TOKEN,
            Optional.empty());
    return tools
        .asker()
        .ask(node, query, MailReply.Listing.class)
        .thenApply(
            listing ->
                listing.entries().stream()
                    .anyMatch(
                        entry ->
                            entry.state() == RecordState.HELD
                                && entry.kib() == MailReply.Entry.PROFILE
                                && entry.expires() > patient.held.expires()));
  }

  /** Two of three are believed: a single liar does not let a profile die out. */
  private CompletionStage<Void> judge(Patient patient, List<Boolean> answers) {
    long later = answers.stream().filter(yes -> yes).count();
    if (later > 0 && 2 * later > answers.size()) {
      outdated.add(patient.tag);
      return done(null);
    }
    return refill(patient);
  }

  private CompletionStage<Void> refill(Patient patient) {
    Optional<Putting.Parcel> parcel = parcel(patient.held);
    if (parcel.isEmpty()) {
      return done(null);
    }
    return (patient.answered() < MANY
            ? holders.find(patient.held.box(), SizeClass.K4)
            : holders.among(nearest(patient), SizeClass.K4))
        .thenCompose(found -> push(parcel.get(), patient, found));
  }

  private static List<DhtPeerNode> nearest(Patient patient) {
    return patient.candidates().stream().limit(patient.wanted() + SPARE).toList();
  }

  private Optional<Putting.Parcel> parcel(HeldRecord held) {
    Optional<StoredBody> body = tools.holder().body(held);
    return body.flatMap(b -> PutAuthority.decode(b.authority()))
        .map(
            right ->
                new Putting.Parcel(
                    held.box(),
                    held.id(),
                    body.get().bytes(),
                    held.promised(),
                    new PutAuthority.Repair(right)));
  }

  private CompletionStage<Void> push(Putting.Parcel parcel, Patient patient, List<Holder> found) {
    List<Holder> able =
        found.stream()
            .filter(h -> patient.isCandidate(h.node()))
            .filter(h -> h.info().most().bytes() >= patient.held.size())
            .toList();
    return Spreading.start(
            tools.asker(),
            tools.crypto(),
            tools.overlay(),
            parcel,
            able,
            patient.wanted(),
            Spreading.Patience.NONE,
            (holder, receipt) -> tools.metrics().counter("repair.pushed").increment())
        .thenApply(outcome -> null);
  }
}
