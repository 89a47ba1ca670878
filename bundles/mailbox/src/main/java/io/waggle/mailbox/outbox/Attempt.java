package io.waggle.mailbox.outbox;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailState;
import io.waggle.mailbox.direct.Handover;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StampPrice;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.seal.SealedRecord;
import io.waggle.mailbox.seal.TooLongException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One attempt to lay a mail on holders: seal, find holders, pay, put. What is sent was durable
 * before. Runs on the strand.
 */
final class Attempt {

  /** Longer ones go in chunks without a try: deflated a thousandfold they are not. */
  private static final int WHOLE = 1 << 20;

  private static final CompletionStage<Optional<SealedRecord>> NOTHING_LEFT =
      CompletableFuture.completedFuture(Optional.empty());

  private final OutboxSite site;
  private OutboxEntry entry;
  private Optional<Route> route = Optional.empty();
  private Optional<ChunkProgress> chunks = Optional.empty();
  private int chunksBefore;

  Attempt(OutboxSite site, OutboxEntry entry) {
    this.site = site;
    this.entry = entry;
  }

  /** Completes when nothing more is to be done at the moment; never fails. */
  CompletionStage<Void> run() {
    return record()
        .thenCompose(this::deliver)
        .exceptionally(
            error -> {
              failed(error);
              return null;
            });
  }

  /** From hand to hand if the recipient is online, and else by way of the nodes. */
  private CompletionStage<Void> deliver(Optional<SealedRecord> record) {
    if (record.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<Boolean> handed =
        chunks.isPresent()
            ? CompletableFuture.completedFuture(false)
            : hand(record.get(), Handover.Pieces.NONE);
    return handed.thenCompose(
        done ->
            done
                ? CompletableFuture.completedFuture(null)
                : spread(record.get()).thenAccept(this::ended));
  }

  private CompletionStage<Boolean> hand(SealedRecord record, Handover.Pieces pieces) {
    return site.direct()
        .hand(entry.draft(), new Handover(record, entry.draft().proof(), pieces))
        .thenApply(
            handed -> {
              if (handed) {
                site.keep(entry.handedOver(now()));
              }
              return handed;
            });
  }

  private Instant now() {
    return site.asker().strand().now();
  }

  /** What is to be laid down; nothing if the recipient has taken it meanwhile. */
  private CompletionStage<Optional<SealedRecord>> record() {
    Optional<SealedRecord> sealed = entry.sealed().map(Sealed::record);
    if (sealed.isPresent() && (!entry.copies().isEmpty() || isFresh(sealed.get().header()))) {
      return CompletableFuture.completedFuture(sealed);
    }
    return site.router()
        .route(entry.draft().from(), entry.draft().to(), now())
        .thenCompose(this::seal);
  }

  private boolean isFresh(RecordHeader header) {
    return Freshness.holds(header.created(), now());
  }

  private CompletionStage<Optional<SealedRecord>> seal(Route found) {
    route = Optional.of(found);
    entry = entry.copies(List.of());
    try {
      return entry.draft().size() > WHOLE
          ? inChunks(found)
          : CompletableFuture.completedFuture(Optional.of(whole(found)));
    } catch (TooLongException e) {
      return inChunks(found);
    } catch (IOException | Undeliverable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private SealedRecord whole(Route found) throws IOException, TooLongException, Undeliverable {
    ByteString message = site.store().message(entry.draft().id()).orElse(ByteString.EMPTY);
    return site.wrapper().seal(entry.draft(), message, found, now());
  }

  /** The chunks first: who sees the head can fetch them all. */
  private CompletionStage<Optional<SealedRecord>> inChunks(Route found) {
    ChunkProgress progress;
    try {
      progress = site.store().chunks(entry.draft(), site.crypto());
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    chunksBefore = progress.stored();
    chunks = Optional.of(progress);
    ChunkLaying laying = new ChunkLaying(site, entry.draft(), progress);
    return head(progress.manifest(), found)
        .thenCompose(head -> hand(head, laying::piece))
        .thenCompose(handed -> handed ? NOTHING_LEFT : lay(laying, found));
  }

  private CompletionStage<Optional<SealedRecord>> lay(ChunkLaying laying, Route found) {
    return laying
        .all(stored -> told(stored, chunks.orElseThrow().manifest()))
        .thenCompose(manifest -> head(manifest, found))
        .thenApply(Optional::of);
  }

  private void told(int stored, Manifest manifest) {
    String how = stored + " of " + manifest.count() + " pieces are stored";
    entry = entry.in(MailState.STORING, now(), how);
    site.keep(entry);
  }

  private CompletionStage<SealedRecord> head(Manifest manifest, Route found) {
    try {
      return CompletableFuture.completedFuture(
          site.wrapper().seal(entry.draft(), manifest, found, now()));
    } catch (IOException | TooLongException | Undeliverable e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whether chunks were stored that were not before: it is worth to go on soon. */
  boolean advanced() {
    return chunks.map(c -> c.stored() > chunksBefore).orElse(false);
  }

  private CompletionStage<Spreading.Outcome> spread(SealedRecord record) {
    SizeClass size = record.header().size();
    return site.holders()
        .find(record.header().box(), size)
        .thenCompose(holders -> pay(record, holders));
  }

  private CompletionStage<Spreading.Outcome> pay(SealedRecord record, List<Holder> holders) {
    if (holders.isEmpty()) {
      return CompletableFuture.failedFuture(
          Undeliverable.yet("no node that keeps mail is in reach"));
    }
    entry = entry.wanted(Math.min(OutboxEntry.COPIES, holders.size()));
    int price =
        holders.stream()
            .limit(OutboxEntry.COPIES)
            .mapToInt(h -> h.info().price())
            .max()
            .orElseThrow();
    boolean owner = isOwner();
    int demand = route.map(Route::demand).orElse(0);
    int bits = StampPrice.bits(price, record.header().size(), owner, demand);
    Optional<PutAuthority> paid =
        route.isPresent() ? Optional.empty() : entry.sealed().map(Sealed::authority);
    if (paid.isPresent() && paid.get().stamp().bits() >= StampPrice.least(bits)) {
      return put(new Sealed(record, paid.get()), holders);
    }
    site.keep(entry.in(MailState.STAMPING, now(), ""));
    return site.stamps()
        .mine(record.id(), bits, tries -> {})
        .thenCompose(stamp -> put(new Sealed(record, authority(record, stamp)), holders));
  }

  private boolean isOwner() {
    return route
        .map(r -> r.write().isPresent())
        .orElseGet(
            () ->
                entry.sealed().map(s -> s.authority() instanceof PutAuthority.Keyed).orElse(false));
  }

  private PutAuthority authority(SealedRecord record, Stamp stamp) {
    if (route.isPresent()) {
      return route
          .get()
          .write()
          .<PutAuthority>map(
              w -> PutAuthority.Keyed.sign(site.crypto(), w.seed().toBytes(), record.id(), stamp))
          .orElseGet(() -> new PutAuthority.Stranger(stamp));
    }
    return entry.sealed().orElseThrow().authority() instanceof PutAuthority.Keyed keyed
        ? new PutAuthority.Keyed(keyed.writeKey(), keyed.signature(), stamp)
        : new PutAuthority.Stranger(stamp);
  }

  private CompletionStage<Spreading.Outcome> put(Sealed sealed, List<Holder> holders) {
    entry = entry.sealed(sealed).in(MailState.STORING, now(), "");
    site.keep(entry);
    List<ByteString> have = entry.copies().stream().filter(Copy::held).map(Copy::nodeKey).toList();
    List<Holder> others = holders.stream().filter(h -> !have.contains(h.info().nodeKey())).toList();
    return Spreading.start(
        site.asker(),
        site.crypto(),
        site.overlay(),
        parcel(sealed),
        others,
        Math.max(0, entry.wanted() - have.size()),
        new Spreading.Patience(enough() - have.size(), this::isOver),
        this::receipt);
  }

  private int enough() {
    return Math.min(OutboxEntry.ENOUGH, entry.wanted());
  }

  private boolean isOver() {
    return site.store().get(entry.draft().id()).map(e -> e.state().isFinal()).orElse(true);
  }

  private Putting.Parcel parcel(Sealed sealed) {
    RecordHeader header = sealed.record().header();
    boolean first = isFresh(header);
    PutAuthority authority =
        first ? sealed.authority() : new PutAuthority.Repair(sealed.authority().first());
    return new Putting.Parcel(
        header.box(), sealed.record().id(), sealed.bytes(), header.expires(), authority);
  }

  /** Of a holder that was busy it may come after the end, when others have changed the entry. */
  private void receipt(Holder holder, StorageReceipt receipt) {
    Copy copy = new Copy(holder.node(), holder.info().nodeKey(), now(), true);
    entry = entry.with(copy);
    site.store().get(entry.draft().id()).ifPresent(current -> site.keep(current.with(copy)));
  }

  private void ended(Spreading.Outcome outcome) {
    for (Spreading.Refused refused : outcome.refused()) {
      entry
          .sealed()
          .ifPresent(s -> site.holders().forget(s.record().header().box(), refused.node()));
    }
    boolean delivered =
        outcome.refused().stream()
            .flatMap(r -> r.refusal().proof().stream())
            .anyMatch(entry.draft().proof()::equals);
    if (delivered) {
      site.keep(entry.in(MailState.DELIVERED, now(), ""));
    } else if (entry.held() >= enough()) {
      site.keep(entry.in(MailState.STORED, now(), few()));
    } else {
      site.keep(entry.in(MailState.WAITING, now(), why(outcome)));
    }
  }

  private String few() {
    return entry.wanted() < OutboxEntry.ENOUGH
        ? "only " + entry.wanted() + " nodes are in reach"
        : "";
  }

  private String why(Spreading.Outcome outcome) {
    String last =
        outcome.refused().isEmpty()
            ? ""
            : "; the last said: " + outcome.refused().get(outcome.refused().size() - 1).refusal();
    return entry.held() + " of " + entry.wanted() + " nodes have it" + last;
  }

  private void failed(Throwable error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    Throwable said = error instanceof Undeliverable ? error : cause;
    boolean ever =
        said instanceof TooLongException || (said instanceof Undeliverable u && u.forever());
    MailState next = ever ? MailState.FAILED : entry.held() > 0 ? entry.state() : MailState.WAITING;
    site.keep(entry.in(next, now(), String.valueOf(said.getMessage())));
  }
}
