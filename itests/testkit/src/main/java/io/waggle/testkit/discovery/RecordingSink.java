package io.waggle.testkit.discovery;

import io.waggle.api.discovery.spi.FindSink;
import io.waggle.api.discovery.spi.FoundMeta;
import io.waggle.api.discovery.spi.SourceException;
import io.waggle.api.net.PeerAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A sink that writes down every call, those after it was closed too, which a real one drops. */
public final class RecordingSink implements FindSink {

  /** What was called. */
  public enum Kind {
    /** {@link FindSink#found}. */
    FOUND,
    /** {@link FindSink#lost}. */
    LOST,
    /** {@link FindSink#failed}. */
    FAILED,
    /** {@link FindSink#settled}. */
    SETTLED,
    /** {@link FindSink#done}. */
    DONE
  }

  /**
   * One call.
   *
   * @param kind which
   * @param address of found and lost
   * @param meta of found
   * @param error of failed
   */
  public record Call(
      Kind kind,
      Optional<PeerAddress> address,
      Optional<FoundMeta> meta,
      Optional<SourceException> error) {}

  private final List<Call> calls = new ArrayList<>();
  private volatile Consumer<PeerAddress> whenFound = address -> {};
  private volatile boolean open = true;

  /** Runs inside each {@code found}, on the source's thread. */
  public RecordingSink whenFound(Consumer<PeerAddress> action) {
    whenFound = action;
    return this;
  }

  /** From now on {@link #isOpen()} says no; calls are still written down. */
  public RecordingSink shut() {
    open = false;
    return this;
  }

  /** Every call so far. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Every address found so far. */
  public synchronized Set<PeerAddress> found() {
    Set<PeerAddress> all = new HashSet<>();
    calls.stream()
        .filter(call -> call.kind() == Kind.FOUND)
        .forEach(call -> all.add(call.address().orElseThrow()));
    return all;
  }

  /** Whether an open round has heard everybody once. */
  public synchronized boolean hasSettled() {
    return calls.stream().anyMatch(c -> c.kind() == Kind.SETTLED);
  }

  /** Whether the round has ended or failed. */
  public synchronized boolean ended() {
    return calls.stream().anyMatch(c -> c.kind() == Kind.DONE || c.kind() == Kind.FAILED);
  }

  private synchronized void add(Call call) {
    calls.add(call);
  }

  @Override
  public void found(PeerAddress address, FoundMeta meta) {
    add(new Call(Kind.FOUND, Optional.of(address), Optional.of(meta), Optional.empty()));
    whenFound.accept(address);
  }

  @Override
  public void lost(PeerAddress address) {
    add(new Call(Kind.LOST, Optional.of(address), Optional.empty(), Optional.empty()));
  }

  @Override
  public void failed(SourceException error) {
    open = false;
    add(new Call(Kind.FAILED, Optional.empty(), Optional.empty(), Optional.of(error)));
  }

  @Override
  public void settled() {
    add(new Call(Kind.SETTLED, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Override
  public void done(Optional<Duration> askAgainIn) {
    open = false;
    add(new Call(Kind.DONE, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
