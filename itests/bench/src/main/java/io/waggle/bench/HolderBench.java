package io.waggle.bench;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.time.WaggleClock;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.mailbox.holder.HolderSettings;
import io.waggle.mailbox.holder.HolderSite;
import io.waggle.mailbox.record.BoxId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.StampMiner;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Pieces;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Contacts' mails of 4 KiB that a holder checks, stores durably and signs for, on one thread and on
 * two as it usually has, beside what their signatures and stamps cost one thread alone: a second by
 * the clock, which counts the disk, and a CPU-second of all its threads, which does not. The
 * datagrams are left out.
 */
final class HolderBench {

  private static final int MAILS = 1_000;
  private static final int BITS = 4;
  private static final int SOURCES = 16;
  private static final int AHEAD = 3;
  private static final ByteString TOKEN = ByteString.of(new byte[8]);

  private final PrintStream out;
  private final int rounds;
  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final Overlay overlay = Overlay.of(crypto.hashes(), "bench");
  private final byte[] seed = crypto.random(32);
  private final NodeId box =
      BoxId.of(crypto.hashes(), ByteString.of(crypto.signatures().publicKey(seed)));

  /** A mail as it will be put. */
  private record Mail(RecordId id, PutAuthority.Keyed right, List<MailQuery.Put> pieces) {}

  HolderBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  void run() throws IOException {
    Figures figures = new Figures(out);
    try {
      for (int round = 0; round <= rounds; round++) {
        List<Mail> mails = mails();
        Rate stored = stored(mails, 1);
        Rate shared = stored(mails, 2);
        Rate signatures = bare(mails, false);
        Rate work = bare(mails, true);
        out.printf(
            "%s  stored %s, by two threads %s; signatures alone %s; with stamps %s%n",
            round == 0 ? "warm-up" : "round " + round, stored, shared, signatures, work);
        if (round > 0) {
          stored.note(figures, "stored");
          shared.note(figures, "shared");
          signatures.note(figures, "signatures");
          work.note(figures, "work");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    for (String by : List.of(Rate.CLOCK, Rate.CPU)) {
      out.printf(
          "median by %s: %.0f mails/s, %.0f by two threads; one thread has %.2f of the signatures"
              + " alone, %.2f of signatures and stamps%n",
          by,
          figures.median("stored" + by),
          figures.median("shared" + by),
          figures.ratio("stored" + by, "signatures" + by),
          figures.ratio("stored" + by, "work" + by));
    }
  }

  /** Mails a second by the clock and of CPU time. */
  private record Rate(double clock, double cpu) {

    static final String CLOCK = "clock";
    static final String CPU = "CPU";

    static Rate since(long nanos, long cpuNanos) {
      return new Rate(
          MAILS * 1e9 / (WaggleClock.system().nanoTime() - nanos), MAILS * 1e9 / cpuNanos);
    }

    void note(Figures figures, String name) {
      figures.add(name + CLOCK, clock);
      figures.add(name + CPU, cpu);
    }

    @Override
    public String toString() {
      return "%.0f/s (CPU %.0f/s)".formatted(clock, cpu);
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private List<Mail> mails() {
    long now = WaggleClock.system().instant().getEpochSecond();
    List<Mail> mails = new ArrayList<>();
    for (int i = 0; i < MAILS; i++) {
      mails.add(mail(now));
    }
    return mails;
  }

  private Mail mail(long now) {
    ByteString verifier =
        DeliveryProof.verifier(crypto.hashes(), ByteString.of(crypto.random(DeliveryProof.LENGTH)));
    RecordHeader header =
        RecordHeader.at(RecordType.HEAD, box, verifier, now, RecordHeader.LONGEST, SizeClass.K4, 1);
    byte[] record = crypto.random(SizeClass.K4.bytes());
    System.arraycopy(header.encode(), 0, record, 0, RecordHeader.LENGTH);
    RecordId id = RecordId.of(crypto.hashes(), record);
    PutAuthority.Keyed right =
        PutAuthority.Keyed.sign(
            crypto,
            seed,
            id,
            new StampMiner(crypto).mine(id, BITS, (tries, expected) -> true).orElseThrow());
    return new Mail(id, right, Pieces.of(overlay, box, id, record, right, TOKEN));
  }

  private static DhtService alone() {
    return (DhtService)
        Proxy.newProxyInstance(
            HolderBench.class.getClassLoader(),
            new Class<?>[] {DhtService.class},
            (self, method, arguments) -> CompletableFuture.completedFuture(List.of()));
  }

  private Rate stored(List<Mail> mails, int threads)
      throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("waggle-holder-bench");
    List<Thread> all = new CopyOnWriteArrayList<>();
    ScheduledExecutorService executor = Executors.newScheduledThreadPool(threads, noted(all));
    HolderLimits limits =
        new HolderLimits(
            1L << 40,
            10_000_000,
            1L << 30,
            MAILS,
            1,
            1,
            1L << 40,
            1 << 30,
            1 << 30,
            SizeClass.K64,
            true);
    HolderSite site =
        new HolderSite(crypto, WaggleClock.system(), executor, alone(), new Metrics());
    try (DhtHolder holder =
        DhtHolder.open(new HolderSettings(folder, "bench", limits, false), site)) {
      long before = cpu(all);
      long start = WaggleClock.system().nanoTime();
      put(holder, mails);
      return Rate.since(start, cpu(all) - before);
    } finally {
      executor.shutdown();
      delete(folder);
    }
  }

  private static ThreadFactory noted(List<Thread> all) {
    return task -> {
      Thread thread = new Thread(task, "bench-holder");
      all.add(thread);
      return thread;
    };
  }

  private static long cpu(List<Thread> threads) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    return threads.stream().mapToLong(t -> Math.max(0, bean.getThreadCpuTime(t.getId()))).sum();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** From several networks, since one may have so many on the way only. */
  private void put(DhtHolder holder, List<Mail> mails) throws InterruptedException {
    List<Sender> senders =
        IntStream.range(0, SOURCES).mapToObj(i -> new Sender(holder, source(i))).toList();
    for (int i = 0; i < MAILS; i++) {
      senders.get(i % SOURCES).put(mails.get(i));
    }
    int receipts = 0;
    for (Sender sender : senders) {
      sender.room.acquire(AHEAD);
      receipts += sender.receipts.get();
    }
    if (receipts != MAILS) {
      throw new IllegalStateException(receipts + " receipts for " + MAILS + " mails");
    }
  }

  private DhtPeerNode source(int number) {
    return new DhtPeerNode(box, PeerAddress.parse("10.0." + number + ".1:1"));
  }

  /** Sends the first piece of each mail, and the others when that was taken. */
  private static final class Sender {

    private final DhtHolder holder;
    private final DhtPeerNode from;
    private final Semaphore room = new Semaphore(AHEAD);
    private final AtomicInteger receipts = new AtomicInteger();

    Sender(DhtHolder holder, DhtPeerNode from) {
      this.holder = holder;
      this.from = from;
    }

    void put(Mail mail) throws InterruptedException {
      room.acquire();
      List<MailQuery.Put> pieces = mail.pieces();
      ask(pieces.get(0), said -> pieces.stream().skip(1).forEach(p -> ask(p, this::later)));
    }

    private void later(DhtArguments said) {
      if (said.bytes("sig").isPresent()) {
        receipts.incrementAndGet();
        room.release();
      }
    }

    private void ask(MailQuery.Put piece, Consumer<DhtArguments> taker) {
      holder.handle(
          new DhtQuery("b", piece.method(), from, piece.encode(), true), new Taker(taker));
    }
  }

  private record Taker(Consumer<DhtArguments> taker) implements DhtResponder {

    @Override
    public ByteString token() {
      return TOKEN;
    }

    @Override
    public void reply(DhtArguments values) {
      taker.accept(values);
    }

    @Override
    public void refuse(int code, String text) {
      throw new IllegalStateException(code + " " + text);
    }
  }

  /** The signature of the sender checked, the receipt signed, and, if wanted, the stamp checked. */
  private Rate bare(List<Mail> mails, boolean stamps) {
    long before = cpu();
    long start = WaggleClock.system().nanoTime();
    for (Mail mail : mails) {
      boolean good =
          mail.right().allows(crypto, mail.id(), box)
              && (!stamps || mail.right().stamp().holds(crypto, mail.id()));
      StorageReceipt receipt = StorageReceipt.sign(crypto, seed, mail.id(), box, 1, 1);
      if (!good || receipt.signature().length() == 0) {
        throw new IllegalStateException("a bad mail");
      }
    }
    return Rate.since(start, cpu() - before);
  }
}
