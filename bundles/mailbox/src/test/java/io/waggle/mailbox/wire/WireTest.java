package io.waggle.mailbox.wire;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.fill;
import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WireTest {

  private static final Overlay OVERLAY = Overlay.of(CRYPTO.hashes(), "mail");
  private static final NodeId BOX = Samples.box(1);
  private static final ByteString TOKEN = fill(3, 8);
  private static final ByteString NAME = fill(4, 16);
  private static final RecordId RECORD = new RecordId(fill(5, 32));
  private static final Stamp STAMP = new Stamp(fill(1, 8), 5);

  private static List<MailQuery> queries() {
    return List.of(
        new MailQuery.Info(OVERLAY),
        new MailQuery.ListBox(OVERLAY, BOX, Optional.empty(), 28, Optional.empty()),
        new MailQuery.ListBox(OVERLAY, BOX, Optional.of(NAME), 1, Optional.of(TOKEN)),
        new MailQuery.Get(OVERLAY, BOX, NAME, 65_535, 1024, Optional.of(TOKEN)),
        new MailQuery.Put(
            OVERLAY,
            BOX,
            RECORD,
            4096,
            0,
            fill(1, 896),
            Optional.of(PutAuthority.Keyed.sign(CRYPTO, Samples.seed(1), RECORD, STAMP)),
            TOKEN),
        new MailQuery.Put(OVERLAY, BOX, RECORD, 4096, 4095, fill(1, 1), Optional.empty(), TOKEN),
        new MailQuery.Delete(OVERLAY, BOX, NAME, fill(8, 32), TOKEN),
        new MailQuery.Stat(OVERLAY, List.of(NAME, fill(5, 16))),
        new MailQuery.Stat(OVERLAY, List.of()),
        new MailQuery.Have(OVERLAY, List.of(fill(4, 8))),
        new MailQuery.Have(OVERLAY, Collections.nCopies(112, fill(5, 8))),
        new MailQuery.Subscribe(OVERLAY, BOX, 600, TOKEN),
        new MailQuery.Fresh(OVERLAY, BOX, NAME));
  }

  private static Map<String, List<MailReply>> replies() {
    return Map.of(
        "mb_info",
        List.of(
            new MailReply.Info(
                fill(1, 32), fill(2, 8), 1, SizeClass.K64, 200, 9, TOKEN, NOW, 6881)),
        "mb_list",
        List.of(
            new MailReply.Listing(List.of(), Optional.empty(), TOKEN),
            new MailReply.Listing(
                List.of(
                    new MailReply.Entry(NAME, NOW, 64, RecordState.HELD),
                    new MailReply.Entry(fill(7, 16), 0xffffffffL, 0, RecordState.DELETED)),
                Optional.of(NAME),
                TOKEN)),
        "mb_get",
        List.of(new MailReply.Piece(fill(1, 1024), 65_536)),
        "mb_put",
        List.of(
            new MailReply.More(),
            new MailReply.Stored(false, 7, fill(1, 64)),
            new MailReply.Stored(true, 7, fill(1, 64))),
        "mb_del",
        List.of(new MailReply.Deleted(RecordState.DELETED)),
        "mb_stat",
        List.of(
            new MailReply.Standings(
                List.of(
                    new MailReply.Standing(RecordState.HELD, Optional.empty()),
                    new MailReply.Standing(RecordState.DELETED, Optional.of(fill(1, 32)))))),
        "mb_have",
        List.of(
            new MailReply.Having(
                List.of(
                    RecordState.DELETED,
                    RecordState.HELD,
                    RecordState.UNKNOWN,
                    RecordState.DELETED)),
            new MailReply.Having(Collections.nCopies(112, RecordState.HELD))),
        "mb_sub",
        List.of(new MailReply.Subscribed(60)),
        "mb_new",
        List.of(new MailReply.Noted()));
  }

  @Test
  void queriesComeBack() {
    assertThat(queries())
        .allSatisfy(q -> assertThat(MailQuery.decode(q.method(), q.encode())).contains(q))
        .extracting(MailQuery::method)
        .containsAll(MailQuery.METHODS);
  }

  @Test
  void repliesComeBack() {
    assertThat(replies().keySet()).isEqualTo(MailQuery.METHODS);
    replies()
        .forEach(
            (method, all) ->
                assertThat(all)
                    .allSatisfy(r -> assertThat(MailReply.decode(method, r.encode())).contains(r)));
  }

  @Property(tries = 200)
  void listingsComeBack(@ForAll @Size(max = 28) List<@IntRange(min = 0, max = 255) Integer> names) {
    List<MailReply.Entry> entries =
        names.stream()
            .map(n -> new MailReply.Entry(fill(n, 16), n * 7L, 8, RecordState.HELD))
            .toList();
    MailReply.Listing listing = new MailReply.Listing(entries, Optional.empty(), TOKEN);
    assertThat(MailReply.decode("mb_list", listing.encode(), MailReply.Listing.class))
        .contains(listing);
  }

  @Test
  void statesTakeTwoBitsEach() {
    MailReply.Having three =
        new MailReply.Having(List.of(RecordState.HELD, RecordState.DELETED, RecordState.HELD));
    assertThat(three.encode().bytes("s")).contains(ByteString.of(new byte[] {0b01_10_01_00}));
    assertThat(MailReply.decode("mb_have", three.encode(), MailReply.Having.class))
        .hasValueSatisfying(
            read ->
                assertThat(read.states())
                    .containsExactly(
                        RecordState.HELD,
                        RecordState.DELETED,
                        RecordState.HELD,
                        RecordState.UNKNOWN));
    DhtArguments forged = DhtArguments.NONE.with("s", new byte[] {3});
    assertThat(MailReply.decode("mb_have", forged)).isEmpty();
    assertThat(MailQuery.Have.tag(NAME)).isEqualTo(fill(4, 8));
  }

  /** Each field left out, of another kind, too long, too short, and out of range. */
  @Test
  void everyFieldIsNeededAndBounded() {
    for (MailQuery query : queries()) {
      query
          .encode()
          .values()
          .forEach(
              (name, value) -> {
                for (Object bad :
                    value instanceof Long
                        ? List.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE, fill(1, 4))
                        : List.of(fill(1, 1500), 5L, List.of())) {
                  assertThat(MailQuery.decode(query.method(), with(query.encode(), name, bad)))
                      .as("%s %s %s", query.method(), name, bad)
                      .isEmpty();
                }
                if (!List.of("cur", "tok").contains(name) || needsToken(query)) {
                  assertThat(MailQuery.decode(query.method(), without(query.encode(), name)))
                      .as("%s without %s", query.method(), name)
                      .isEmpty();
                }
              });
    }
  }

  private static boolean needsToken(MailQuery query) {
    return !(query instanceof MailQuery.ListBox || query instanceof MailQuery.Get);
  }

  private static DhtArguments with(DhtArguments arguments, String name, Object value) {
    Map<String, Object> values = new TreeMap<>(arguments.values());
    values.put(name, value);
    return DhtArguments.of(values);
  }

  private static DhtArguments without(DhtArguments arguments, String name) {
    Map<String, Object> values = new TreeMap<>(arguments.values());
    values.remove(name);
    return DhtArguments.of(values);
  }

  @Test
  void mutatedValuesNeverThrow() {
    Random random = new Random(5);
    List<DhtArguments> all =
        new java.util.ArrayList<>(queries().stream().map(MailQuery::encode).toList());
    replies().values().forEach(list -> list.forEach(r -> all.add(r.encode())));
    List<String> methods = MailQuery.METHODS.stream().sorted().toList();
    for (int i = 0; i < 100_000; i++) {
      DhtArguments damaged = mutated(all.get(random.nextInt(all.size())), random);
      String method = methods.get(random.nextInt(methods.size()));
      MailQuery.decode(method, damaged)
          .ifPresent(q -> assertThat(MailQuery.decode(method, q.encode())).contains(q));
      MailReply.decode(method, damaged)
          .ifPresent(r -> assertThat(MailReply.decode(method, r.encode())).contains(r));
    }
  }

  private static DhtArguments mutated(DhtArguments arguments, Random random) {
    Map<String, Object> values = new TreeMap<>(arguments.values());
    for (String name : List.copyOf(values.keySet())) {
      if (random.nextInt(3) == 0) {
        byte[] noise = new byte[random.nextInt(80)];
        random.nextBytes(noise);
        values.put(name, random.nextBoolean() ? ByteString.of(noise) : (Object) random.nextLong());
      }
    }
    return DhtArguments.of(values);
  }

  @Test
  void theFirstPieceCarriesTheRight() {
    byte[] record = Samples.record(BOX, SizeClass.K4, NOW, Samples.proof(1));
    List<MailQuery.Put> puts =
        Pieces.of(OVERLAY, BOX, RECORD, record, new PutAuthority.Stranger(STAMP), TOKEN);
    assertThat(puts).hasSize(5);
    ByteBuffer whole = ByteBuffer.allocate(4096);
    for (MailQuery.Put put : puts) {
      assertThat(put.offset()).isEqualTo(whole.position());
      assertThat(MailQuery.decode("mb_put", put.encode())).contains(put);
      whole.put(put.piece().toBytes());
    }
    assertThat(whole.array()).isEqualTo(record);
    MailQuery.Put first = puts.get(0);
    assertThat(MailQuery.decode("mb_put", without(first.encode(), "au"))).isEmpty();
    assertThat(MailQuery.decode("mb_put", with(first.encode(), "v", fill(1, 69)))).isEmpty();
    assertThat(MailQuery.decode("mb_put", with(puts.get(1).encode(), "au", fill('B', 10))))
        .isEmpty();
  }

  @Test
  void refusalsCarryWhatTheAskerNeeds() {
    assertThat(Refusal.stamp(11).bits()).hasValue(11);
    assertThat(Refusal.busy(40).seconds()).hasValue(40);
    assertThat(Refusal.tombstoned(fill(0xab, 32)).proof()).contains(fill(0xab, 32));
    assertThat(Refusal.busy(40).bits()).isEmpty();
    assertThat(new Refusal(Refusal.STAMP, "x 9999999999999").bits()).isEmpty();
    assertThat(new Refusal(Refusal.TOMBSTONED, "delivered ab").proof()).isEmpty();
  }
}
