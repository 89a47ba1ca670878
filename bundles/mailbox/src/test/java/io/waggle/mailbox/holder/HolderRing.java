package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Real holders, each with its repairs, that know one another, on virtual time. */
final class HolderRing implements AutoCloseable {

  /** Keys cost time, so that all tests share them. */
  private static final List<NodeKey> KEYS = new ArrayList<>();

  final VirtualTime time;
  final List<Member> members = new ArrayList<>();
  int puts;
  int haves;
  int lookups;
  private final Random random = new Random(11);
  private final HolderLimits limits;
  private final Crypto crypto;

  /** A holder of the ring. */
  final class Member implements MailNetwork {
    final Desk desk;
    final DhtPeerNode node;
    boolean up = true;
    private Repairs repairs;

    Member(Path folder, int index) throws IOException {
      byte[] id = new byte[NodeId.LENGTH];
      random.nextBytes(id);
      byte[] host = {100, 1, (byte) index, 1};
      node = new DhtPeerNode(NodeId.of(id), PeerAddress.of(host, 6881));
      desk = new Desk(folder.resolve("m" + index), limits, key(index), crypto);
    }

    private void begin() {
      Asker asker = new Asker(this, new Strand(time, time));
      repairs =
          new Repairs(
              new RepairTools(
                  desk.holder, (b, n) -> true, asker, CRYPTO, Desk.OVERLAY, desk.metrics),
              time,
              random::nextDouble);
      time.scheduleWithFixedDelay(
          () -> {
            if (up) {
              desk.holder.tick(now());
              asker.strand().execute(repairs::tick);
            }
          },
          5,
          5,
          TimeUnit.SECONDS);
    }

    @Override
    public boolean ready() {
      return up;
    }

    /** As far back as can be remembered: some are down by now. */
    @Override
    public CompletionStage<List<DhtPeerNode>> known(NodeId target) {
      return CompletableFuture.completedFuture(nearest(target, m -> m != this));
    }

    @Override
    public CompletionStage<List<DhtPeerNode>> closest(NodeId target) {
      lookups++;
      return CompletableFuture.completedFuture(nearest(target, m -> m != this && m.up));
    }

    private List<DhtPeerNode> nearest(NodeId target, Predicate<Member> which) {
      return members.stream()
          .filter(which)
          .map(m -> m.node)
          .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
          .limit(WIDTH)
          .toList();
    }

    @Override
    public CompletionStage<DhtReply> ask(DhtPeerNode to, String method, DhtArguments arguments) {
      Member other = members.stream().filter(m -> m.node.equals(to)).findFirst().orElseThrow();
      if (!other.up || !up) {
        return CompletableFuture.failedFuture(new DhtException(DhtException.NO_ANSWER, "silence"));
      }
      puts += method.equals("mb_put") ? 1 : 0;
      haves += method.equals("mb_have") ? 1 : 0;
      Answer answer = other.answer(node.address(), method, arguments);
      if (answer instanceof Answer.Said said) {
        return CompletableFuture.completedFuture(new DhtReply(to, said.reply().encode()));
      }
      return CompletableFuture.failedFuture(
          new DhtException(Desk.refusal(answer).code(), Desk.refusal(answer).text()));
    }

    private Answer answer(PeerAddress from, String method, DhtArguments arguments) {
      MailQuery query = MailQuery.decode(method, arguments).orElseThrow();
      desk.from = from;
      desk.tokenGood = arguments.bytes("tok").equals(Optional.of(Desk.TOKEN));
      return ask(query);
    }

    Answer ask(MailQuery query) {
      sync();
      Answer answer = desk.ask(query);
      if (query instanceof MailQuery.Have have) {
        repairs.told(have.tags());
      }
      return answer;
    }

    private void sync() {
      desk.seconds = now();
      desk.nanos = time.nanoTime();
    }

    Answer put(Desk.Mail mail) {
      PeerAddress from = PeerAddress.parse("203.0.113.9:6881");
      return put(from, mail.box(), mail.bytes().toBytes(), mail.keyed());
    }

    Answer put(PeerAddress from, NodeId box, byte[] record, PutAuthority right) {
      sync();
      desk.from = from;
      desk.tokenGood = true;
      return desk.put(box, record, right);
    }

    boolean has(Desk.Mail mail) {
      return desk.store.find(mail.id().name()).isPresent();
    }

    boolean knowsDelivered(Desk.Mail mail) {
      return desk.store.tombstone(mail.id().name()).isPresent();
    }
  }

  HolderRing(VirtualTime time, Path folder, int size) throws IOException {
    this(time, folder, size, HolderLimits.DEFAULT, CRYPTO);
  }

  HolderRing(VirtualTime time, Path folder, int size, HolderLimits limits, Crypto crypto)
      throws IOException {
    this.time = time;
    this.limits = limits;
    this.crypto = crypto;
    for (int i = 0; i < size; i++) {
      members.add(new Member(folder, i));
    }
    members.forEach(Member::begin);
  }

  private static synchronized NodeKey key(int index) {
    while (KEYS.size() <= index) {
      KEYS.add(NodeKey.fresh(CRYPTO));
    }
    return KEYS.get(index);
  }

  /** The members nearest to a box. */
  List<Member> nearest(NodeId box, int count) {
    return members.stream()
        .sorted((a, b) -> box.compareDistance(a.node.id(), b.node.id()))
        .limit(count)
        .toList();
  }

  long now() {
    return time.instant().getEpochSecond();
  }

  Desk.Mail mail() {
    return Desk.Mail.of(1, now());
  }

  /** How many looks at a record all members have begun. */
  long checks() {
    return members.stream()
        .mapToLong(m -> m.desk.metrics.snapshot().getOrDefault("repair.checks", 0L))
        .sum();
  }

  /** So many members get it, those with the lowest numbers. */
  void put(Desk.Mail mail, int copies) {
    members.subList(0, copies).forEach(m -> m.desk.stored(m.put(mail)));
  }

  long copies(Desk.Mail mail) {
    return members.stream().filter(m -> m.up && m.has(mail)).count();
  }

  void pass(Duration span) {
    time.advance(span);
  }

  static long expires(Desk.Mail mail) {
    return RecordHeader.decode(mail.bytes().toBytes()).orElseThrow().expires();
  }

  @Override
  public void close() throws IOException {
    for (Member member : members) {
      member.up = false;
      member.desk.close();
    }
  }
}
