package io.waggle.bench;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.MailId;
import io.waggle.api.time.WaggleClock;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.identity.SealingKey;
import io.waggle.mailbox.record.BoxId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.seal.Content;
import io.waggle.mailbox.seal.MailBody;
import io.waggle.mailbox.seal.MailOpener;
import io.waggle.mailbox.seal.MailSealer;
import io.waggle.mailbox.seal.Opening;
import io.waggle.mailbox.seal.SealedRecord;
import io.waggle.mailbox.seal.TooLongException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a mail costs whom, in CPU time of one thread: sealing and signing, opening and checking, and
 * what a holder does before it keeps one, that is its header, hash and signature, and the stamp
 * (MAIL.md §11, T10). CPU time, since others use the machine too.
 */
final class SealBench {

  private static final int MAILS = 400;
  private static final int WARM_UPS = 3;
  private static final int SHORT = 1_000;
  private static final int LONGEST = 60_000;
  private static final Stamp NO_WORK = new Stamp(ByteString.of(new byte[Stamp.NONCE]), 0);

  private final PrintStream out;
  private final int rounds;
  private final Crypto crypto = new BouncyCrypto(new SecureRandom());
  private final byte[] seed = crypto.random(32);
  private final ByteString writer = ByteString.of(crypto.signatures().publicKey(seed));
  private final SealingKey key = key();
  private final RecipientId recipient = RecipientId.of(crypto.hashes(), writer);
  private final Instant now = WaggleClock.system().instant();
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  SealBench(PrintStream out, int rounds) {
    this.out = out;
    this.rounds = rounds;
  }

  private SealingKey key() {
    byte[] secret = crypto.random(32);
    ByteString open = ByteString.of(crypto.sealer().publicKey(secret));
    return new SealingKey("k", ByteString.of(secret), open, Instant.EPOCH);
  }

  void run() {
    out.printf("Java %s, %d mails a round%n", Runtime.version(), MAILS);
    for (int round = -WARM_UPS; round < rounds; round++) {
      if (round == 0) {
        figures.clear();
      }
      mails("4 KiB", SHORT);
      mails("64 KiB", LONGEST);
    }
    figures.forEach(
        (name, all) ->
            out.printf(
                "%-28s %7.3f ms (%.3f to %.3f)%n",
                name,
                all.stream().sorted().toList().get(all.size() / 2),
                all.stream().min(Double::compare).orElseThrow(),
                all.stream().max(Double::compare).orElseThrow()));
  }

  private void mails(String size, int length) {
    List<SealedRecord> records = new ArrayList<>();
    List<PutAuthority.Keyed> rights = new ArrayList<>();
    measure("seal and sign, " + size, () -> records.add(seal(length)));
    int[] at = {0};
    measure("open and check, " + size, () -> opens(records.get(at[0]++)));
    records.forEach(r -> rights.add(PutAuthority.Keyed.sign(crypto, seed, r.id(), NO_WORK)));
    at[0] = 0;
    measure("record check, " + size, () -> isGood(records.get(at[0]), rights.get(at[0]++)));
    at[0] = 0;
    if (length == SHORT) {
      measure("stamp verify", () -> NO_WORK.holds(crypto, records.get(at[0]++).id()));
    }
  }

  private void measure(String name, Supplier<Boolean> work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < MAILS; i++) {
      if (!work.get()) {
        throw new IllegalStateException(name + " failed");
      }
    }
    long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    figures.computeIfAbsent(name, n -> new ArrayList<>()).add(spent / 1e6 / MAILS);
  }

  /** A first mail: with a key to answer to. */
  private SealedRecord seal(int length) {
    MailBody body =
        new MailBody(
            writer,
            MailId.of(crypto.random(MailId.LENGTH)),
            now,
            ByteString.of(crypto.random(32)),
            Optional.of(key.publicKey()),
            Content.of(ByteString.of(crypto.random(length)), Optional.empty(), false));
    MailSealer.Target target =
        new MailSealer.Target(
            recipient, key.publicKey(), recipient.frontDoor(), Duration.ofDays(30));
    try {
      return new MailSealer(crypto).seal(body, seed, target, now);
    } catch (TooLongException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean opens(SealedRecord record) {
    return new MailOpener(crypto).open(record.bytes().toBytes(), recipient, List.of(key), now)
        instanceof Opening.Opened;
  }

  /** The header, the hash of all of it, and the signature of who may write into the box. */
  private boolean isGood(SealedRecord record, PutAuthority.Keyed right) {
    byte[] bytes = record.bytes().toBytes();
    return RecordHeader.ofWhole(bytes).isPresent()
        && RecordId.of(crypto.hashes(), bytes).equals(record.id())
        && right.allows(crypto, record.id(), BoxId.of(crypto.hashes(), writer));
  }
}
