package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.CRYPTO;
import static io.waggle.mailbox.record.Samples.proof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.NodeId;
import io.waggle.api.time.WaggleClock;
import io.waggle.mailbox.holder.Desk.Mail;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Holder;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.StorageReceipt;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.RecordState;
import io.waggle.mailbox.wire.Refusal;
import io.waggle.testkit.discovery.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holders and a client over real datagrams. */
class DhtHolderTest {

  private static final Overlay OVERLAY = Desk.OVERLAY;
  private static final int HOLDERS = 5;

  @TempDir Path folder;
  private final Loopback net = new Loopback();
  private Loopback.Node client;
  private Asker asker;

  @BeforeEach
  void open() throws Exception {
    for (int i = 0; i < HOLDERS; i++) {
      net.hold(net.open(), folder.resolve("h" + i));
    }
    client = net.open();
    net.awaitReady();
    asker =
        new Asker(
            new DhtNetwork(() -> Optional.of(client.dht)),
            new Strand(net.executor, WaggleClock.system()));
    Eventually.real(Duration.ofSeconds(30))
        .until("all are found", () -> holders(mail().box()).size() == HOLDERS);
  }

  @AfterEach
  void close() throws IOException {
    net.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Mail mail() {
    return Mail.of(1, WaggleClock.system().instant().getEpochSecond());
  }

  private static Putting.Parcel parcel(Mail mail) {
    long expires = RecordHeader.decode(mail.bytes().toBytes()).orElseThrow().expires();
    return new Putting.Parcel(mail.box(), mail.id(), mail.bytes(), expires, mail.keyed());
  }

  private List<Holder> holders(NodeId box) {
    return new Holders(asker, CRYPTO, OVERLAY).find(box, SizeClass.K4).toCompletableFuture().join();
  }

  private int spread(Mail mail, List<StorageReceipt> receipts) throws Exception {
    return get(Spreading.start(
            asker,
            CRYPTO,
            OVERLAY,
            parcel(mail),
            holders(mail.box()),
            8,
            Spreading.Patience.NONE,
            (holder, receipt) -> receipts.add(receipt)))
        .stored();
  }

  @Test
  void whoKeepsTheMailItselfFindsItThere() throws Exception {
    Mail mail = mail();
    assertThat(spread(mail, new ArrayList<>())).isEqualTo(HOLDERS);
    Loopback.Node keeper = net.nodes.get(0);
    DhtNetwork network =
        new DhtNetwork(() -> Optional.of(keeper.dht), () -> keeper.holder.map(h -> h));
    Eventually.real(Duration.ofSeconds(30))
        .until("its status is told", () -> network.here().isPresent());
    DhtPeerNode here = network.here().orElseThrow();
    Asker own = new Asker(network, new Strand(net.executor, WaggleClock.system()));
    Overview seen = get(Overview.of(own, OVERLAY, mail.box()));
    List<Fetching.Place> places =
        seen.records().get(mail.id().name()).stream().filter(p -> p.node().equals(here)).toList();
    assertThat(places).hasSize(1);
    assertThat(
            get(
                Fetching.start(
                    own, CRYPTO.hashes(), OVERLAY, mail.box(), mail.id().name(), places)))
        .isEqualTo(mail.bytes());
  }

  @Test
  void aMailIsPutListedFetchedAndDeletedOverDatagrams() throws Exception {
    Mail mail = mail();
    List<StorageReceipt> receipts = new ArrayList<>();
    assertThat(spread(mail, receipts)).isEqualTo(HOLDERS);
    assertThat(receipts).hasSize(HOLDERS);

    Overview seen = get(Overview.of(asker, OVERLAY, mail.box()));
    List<Fetching.Place> places = seen.records().get(mail.id().name());
    assertThat(places).hasSize(HOLDERS);
    assertThat(
            get(
                Fetching.start(
                    asker, CRYPTO.hashes(), OVERLAY, mail.box(), mail.id().name(), places)))
        .isEqualTo(mail.bytes());

    for (Fetching.Place place : places) {
      MailQuery.Delete delete =
          new MailQuery.Delete(OVERLAY, mail.box(), mail.id().name(), proof(1), place.token());
      assertThat(get(asker.ask(place.node(), delete, MailReply.Deleted.class)).state())
          .isEqualTo(RecordState.DELETED);
    }
    assertThat(get(Overview.of(asker, OVERLAY, mail.box())).records()).isEmpty();
    MailQuery.Stat stat = new MailQuery.Stat(OVERLAY, List.of(mail.id().name()));
    for (Fetching.Place place : places) {
      assertThat(get(asker.ask(place.node(), stat, MailReply.Standings.class)).records())
          .containsExactly(new MailReply.Standing(RecordState.DELETED, Optional.of(proof(1))));
    }
    assertThat(net.nodes.get(0).metrics.snapshot()).containsEntry("delivered", 1L);
  }

  @Test
  void aSubscriberIsTold() throws Exception {
    BlockingQueue<MailQuery> told = new ArrayBlockingQueue<>(9);
    client.host.addHandler(
        new DhtQueryHandler() {
          @Override
          public Set<String> methods() {
            return Set.of("mb_new");
          }

          @Override
          public void handle(DhtQuery query, DhtResponder responder) {
            MailQuery.decode(query.method(), query.arguments()).ifPresent(told::add);
            responder.reply(DhtArguments.NONE);
          }
        });
    Mail mail = mail();
    Holder first = holders(mail.box()).get(0);
    get(
        asker.ask(
            first.node(),
            new MailQuery.Subscribe(OVERLAY, mail.box(), 60, first.info().token()),
            MailReply.Subscribed.class));
    get(Putting.start(asker, CRYPTO, OVERLAY, first, parcel(mail)));
    assertThat(told.poll(20, TimeUnit.SECONDS))
        .isEqualTo(new MailQuery.Fresh(OVERLAY, mail.box(), mail.id().name()));
  }

  private Overview overview(Mail mail) {
    return Overview.of(asker, OVERLAY, mail.box()).toCompletableFuture().join();
  }

  @Test
  void whatIsHeldOutlivesTheHolder() throws Exception {
    Mail mail = mail();
    assertThat(spread(mail, new ArrayList<>())).isEqualTo(HOLDERS);
    for (int i = 0; i < HOLDERS; i++) {
      net.nodes.get(i).release();
    }
    assertThat(get(Overview.of(asker, OVERLAY, mail.box())).asked()).isEmpty();
    for (int i = 0; i < HOLDERS; i++) {
      net.hold(net.nodes.get(i), folder.resolve("h" + i));
    }
    Eventually.real(Duration.ofSeconds(30))
        .until("all answer again", () -> overview(mail).asked().size() == HOLDERS);
    Overview seen = overview(mail);
    assertThat(seen.records().get(mail.id().name())).hasSize(HOLDERS);
  }

  @Test
  void refusalsComeWithTheirCodes() throws Exception {
    DhtPeerNode node = holders(mail().box()).get(0).node();
    Overlay foreign = Overlay.of(CRYPTO.hashes(), "other");
    assertThat(code(node, "mb_info", new MailQuery.Info(foreign).encode()))
        .isEqualTo(Refusal.PROTOCOL);
    assertThat(code(node, "mb_list", DhtArguments.NONE)).isEqualTo(Refusal.PROTOCOL);
    assertThat(code(node, "mb_new", DhtArguments.NONE)).isEqualTo(204);
  }

  private int code(DhtPeerNode node, String method, DhtArguments arguments) {
    try {
      get(client.dht.query(node.address(), Optional.of(node.id()), method, arguments).result());
      return -9;
    } catch (ExecutionException e) {
      return ((DhtException) e.getCause()).code();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFolderIsOneHolders() {
    assertThatThrownBy(() -> net.hold(client, folder.resolve("h0")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another holder");
  }
}
