package io.waggle.mailbox.inbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.chunk.ChunkSource;
import io.waggle.mailbox.chunk.Chunks;
import io.waggle.mailbox.chunk.Lanes;
import io.waggle.mailbox.chunk.Sweep;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.wire.Overlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the chunks of long mails beside all polls, goes on where it was interrupted, and deletes
 * them from the nodes once the mail is in the inbox. Runs on the strand.
 */
public final class Gathering {

  private static final Logger log = LoggerFactory.getLogger(Gathering.class);
  private static final int AT_ONCE = 8;
  private static final int MOST_FAILURES = 16;

  /** More records a liar may name for one chunk, but they are not looked at. */
  private static final int MOST_RECORDS = 8;

  private static final Duration SLACK = Duration.ofDays(1);

  private final Asker asker;
  private final Crypto crypto;
  private final Overlay overlay;
  private final Path folder;
  private final Set<MailId> running = new HashSet<>();

  /**
   * Over what lies on the disk.
   *
   * @throws IOException if the folder can't be made
   */
  public Gathering(Asker asker, Crypto crypto, Overlay overlay, Path folder) throws IOException {
    this.asker = asker;
    this.crypto = crypto;
    this.overlay = overlay;
    this.folder = folder;
    Files.createDirectories(folder);
  }

  /**
   * How it went.
   *
   * @param message whole, if all of it is here
   * @param damaged all chunks are here, but are not what was announced: it is of no use to go on
   * @param advanced something has come: it is worth to go on soon
   * @param given all came from who was asked first: no node need be told
   */
  public record Result(
      Optional<ByteString> message, boolean damaged, boolean advanced, boolean given) {

    private static final Result NOTHING = new Result(Optional.empty(), false, false, false);
  }

  /**
   * Fetches what is missing of a mail. At once without result if that is under way.
   *
   * @param first who is asked for a chunk before the nodes are
   */
  public CompletionStage<Result> gather(MailId id, Manifest manifest, ChunkSource first) {
    if (!running.add(id)) {
      return CompletableFuture.completedFuture(Result.NOTHING);
    }
    return fetch(id, manifest, first).whenComplete((result, error) -> running.remove(id));
  }

  private CompletionStage<Result> fetch(MailId id, Manifest manifest, ChunkSource first) {
    PartialMail partial;
    try {
      partial = PartialMail.open(folder, id, manifest);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
    Chunks chunks = new Chunks(crypto, manifest);
    IntStream missing = IntStream.range(0, manifest.count()).filter(i -> !partial.isDone(i));
    int[] given = {0};
    ChunkSource counted =
        i ->
            first
                .get(i)
                .thenApply(record -> record.filter(r -> keep(chunks, partial, i, r)))
                .thenApply(
                    kept -> {
                      given[0] += kept.isPresent() ? 1 : 0;
                      return kept;
                    });
    return Lanes.run(missing, AT_ONCE, MOST_FAILURES, i -> chunk(chunks, partial, i, counted))
        .thenApply(count -> result(partial, count, given[0] == manifest.count()));
  }

  private Result result(PartialMail partial, int count, boolean given) {
    if (!partial.isWhole()) {
      log.debug("{} of {} chunks are here", partial.count(), partial.manifest().count());
      return new Result(Optional.empty(), false, count > 0, false);
    }
    try {
      Optional<ByteString> message = partial.message(crypto.hashes());
      if (message.isEmpty()) {
        partial.remove();
      }
      return new Result(message, message.isEmpty(), true, given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletionStage<Boolean> chunk(
      Chunks chunks, PartialMail partial, int index, ChunkSource first) {
    return first
        .get(index)
        .thenCompose(
            given ->
                given.isPresent()
                    ? CompletableFuture.completedFuture(true)
                    : chunk(chunks, partial, index));
  }

  private CompletionStage<Boolean> chunk(Chunks chunks, PartialMail partial, int index) {
    return Overview.of(asker, overlay, chunks.box(index))
        .thenCompose(
            seen ->
                from(
                    seen.records().entrySet().stream().limit(MOST_RECORDS).iterator(),
                    chunks,
                    partial,
                    index));
  }

  /** The first record that is the chunk. */
  private CompletionStage<Boolean> from(
      Iterator<Map.Entry<ByteString, List<Fetching.Place>>> left,
      Chunks chunks,
      PartialMail partial,
      int index) {
    if (!left.hasNext()) {
      return CompletableFuture.completedFuture(false);
    }
    Map.Entry<ByteString, List<Fetching.Place>> next = left.next();
    return Fetching.start(
            asker, crypto.hashes(), overlay, chunks.box(index), next.getKey(), next.getValue())
        .thenApply(bytes -> keep(chunks, partial, index, bytes))
        .exceptionally(error -> false)
        .thenCompose(
            kept ->
                kept
                    ? CompletableFuture.completedFuture(true)
                    : from(left, chunks, partial, index));
  }

  private static boolean keep(Chunks chunks, PartialMail partial, int index, ByteString bytes) {
    Optional<byte[]> part = chunks.open(index, bytes.toBytes());
    try {
      if (part.isPresent()) {
        partial.keep(index, part.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return part.isPresent();
  }

  /**
   * A mail is in the inbox: its chunks can go.
   *
   * @param given whether none of them is on a node for all we know
   */
  public void taken(MailId id, boolean given) throws IOException {
    Optional<PartialMail> partial = PartialMail.read(folder, id);
    if (partial.isPresent() && given) {
      partial.get().remove();
    } else if (partial.isPresent()) {
      partial.get().take();
      sweep(partial.get());
    }
  }

  /** Goes on deleting what an earlier process did not get to, and forgets what has ended. */
  public void resume(Instant now) throws IOException {
    for (MailId id : ids()) {
      Optional<PartialMail> partial = PartialMail.read(folder, id).filter(p -> !isRunning(p));
      if (partial.isPresent()) {
        Instant end = Instant.ofEpochSecond(partial.get().manifest().expires()).plus(SLACK);
        if (now.isAfter(end)) {
          partial.get().remove();
        } else if (partial.get().isTaken()) {
          sweep(partial.get());
        }
      }
    }
  }

  private boolean isRunning(PartialMail partial) {
    return running.contains(partial.id());
  }

  private List<MailId> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(PartialMail.STATE))
          .map(name -> name.substring(0, name.length() - PartialMail.STATE.length()))
          .map(MailId::parse)
          .toList();
    }
  }

  private void sweep(PartialMail partial) {
    if (!running.add(partial.id())) {
      return;
    }
    Sweep sweep = new Sweep(asker, overlay, new Chunks(crypto, partial.manifest()));
    IntStream left = IntStream.range(0, partial.manifest().count()).filter(i -> !partial.isDone(i));
    Lanes.run(left, AT_ONCE, MOST_FAILURES, i -> delete(sweep, partial, i))
        .whenComplete((count, error) -> swept(partial));
  }

  private static CompletionStage<Boolean> delete(Sweep sweep, PartialMail partial, int index) {
    return sweep
        .delete(index)
        .thenApply(
            reached -> {
              try {
                if (reached) {
                  partial.deleted(index);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return reached;
            });
  }

  private void swept(PartialMail partial) {
    running.remove(partial.id());
    try {
      if (partial.isWhole()) {
        partial.remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
