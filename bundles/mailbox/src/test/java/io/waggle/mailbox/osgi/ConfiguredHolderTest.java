package io.waggle.mailbox.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import io.waggle.api.discovery.SourceState;
import io.waggle.api.mail.HolderReport;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.net.PeerAddress;
import io.waggle.crypto.BouncyCrypto;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.net.OwnNode;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.Samples;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Pieces;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredHolderTest implements ConfiguredHolder.Publisher {

  private static final Overlay OVERLAY = Overlay.of(Samples.CRYPTO.hashes(), "waggle-mail");
  private static final PeerAddress SUBSCRIBER = PeerAddress.parse("203.0.113.9:6881");

  @TempDir Path folder;
  private final VirtualTime time = new VirtualTime();
  private final List<DhtHolder> opened = new ArrayList<>();
  private boolean answering;
  private ConfiguredHolder holder;

  @BeforeEach
  void make() {
    holder =
        new ConfiguredHolder(
            new BouncyCrypto(new SecureRandom()),
            time,
            time,
            new Metrics(),
            folder.resolve("held"),
            this);
  }

  @AfterEach
  void close() {
    holder.close();
    assertThat(answering).isFalse();
  }

  @Override
  public void opened(String dht, DhtHolder fresh) {
    assertThat(answering).isFalse();
    answering = true;
    opened.add(fresh);
  }

  @Override
  public void closing() {
    answering = false;
  }

  @Override
  public List<DhtQueryHandler> mailboxes(String dht) {
    return List.of();
  }

  private static DhtService dht() {
    return new SmallDht(1).service;
  }

  private HolderReport report() {
    time.runDue();
    return holder.report(9);
  }

  @Test
  void itComesAndGoesWithItsDht() {
    assertThat(report().state()).isEqualTo(SourceState.DISABLED);
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(report().reason()).isEqualTo("there is no DHT 'mail'");
    holder.came(dht(), "other");
    DhtService mail = dht();
    holder.came(mail, "mail");
    assertThat(report().state()).isEqualTo(SourceState.UP);
    assertThat(answering).isTrue();
    assertThat(report().stampBits()).isEqualTo(8);
    holder.gone(mail);
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(answering).isFalse();
    holder.came(dht(), "mail");
    assertThat(report().state()).isEqualTo(SourceState.UP);
    assertThat(opened).hasSize(2);
  }

  private void ask(MailQuery query) {
    DhtPeerNode who = new DhtPeerNode(NodeId.of(7, 7, 7), SUBSCRIBER);
    OwnNode.ask(opened.get(opened.size() - 1), who, query.method(), query.encode());
    time.runDue();
  }

  private void put(int key) {
    NodeId box = Samples.box(key);
    long now = time.instant().getEpochSecond();
    byte[] record = Samples.record(box, SizeClass.K4, now, Samples.proof(1));
    RecordId id = RecordId.of(Samples.CRYPTO.hashes(), record);
    PutAuthority right =
        PutAuthority.Keyed.sign(Samples.CRYPTO, Samples.seed(key), id, Samples.stamp(id, 4));
    Pieces.of(OVERLAY, box, id, record, right, Samples.fill(0, 8)).forEach(this::ask);
  }

  @Test
  void subscribersAreToldByTheNextDht() {
    SmallDht first = new SmallDht(1);
    holder.came(first.service, "mail");
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.UP);
    ask(new MailQuery.Subscribe(OVERLAY, Samples.box(1), 600, Samples.fill(0, 8)));
    assertThat(report().subscribers()).isEqualTo(1);
    holder.gone(first.service);
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    time.advance(Duration.ofMinutes(2));
    SmallDht next = new SmallDht(2);
    holder.came(next.service, "mail");
    assertThat(report().subscribers()).isEqualTo(1);
    put(2);
    assertThat(next.asked).isEmpty();
    put(1);
    assertThat(next.asked).containsExactly(SUBSCRIBER);
    assertThat(first.asked).isEmpty();
    time.advance(Duration.ofMinutes(9));
    put(1);
    assertThat(next.asked).hasSize(1);
  }

  @Test
  void subscribersOfAnotherNetworkAreNot() {
    holder.came(dht(), "mail");
    holder.configure(Map.of());
    report();
    ask(new MailQuery.Subscribe(OVERLAY, Samples.box(1), 600, Samples.fill(0, 8)));
    assertThat(report().subscribers()).isEqualTo(1);
    holder.configure(Map.of("network", "ours"));
    assertThat(report().subscribers()).isZero();
  }

  @Test
  void limitsChangeInPlaceAndNamesDoNot() {
    holder.came(dht(), "mail");
    holder.configure(Map.of());
    assertThat(report().limits()).containsEntry("bytes", 268_435_456L);
    holder.configure(Map.of("limit.bytes", "30000000"));
    assertThat(report().limits()).containsEntry("bytes", 30_000_000L);
    assertThat(opened).hasSize(1);
    holder.configure(Map.of("network", "ours"));
    assertThat(report().network()).isEqualTo("ours");
    assertThat(opened).hasSize(2);
  }

  @Test
  void aBadConfigurationLeavesTheLastGoodOne() {
    holder.came(dht(), "mail");
    holder.configure(Map.of("limit.largest", 5));
    assertThat(report().state()).isEqualTo(SourceState.DISABLED);
    assertThat(report().reason()).contains("4, 8, 16, 32 or 64");
    holder.configure(Map.of("limit.stamps", 7));
    assertThat(report().state()).isEqualTo(SourceState.UP);
    holder.configure(Map.of("limit.bytes", 70_000, "limit.box.bytes", 80_000));
    assertThat(report().state()).isEqualTo(SourceState.DEGRADED);
    assertThat(report().reason()).contains("the node for a box");
    assertThat(report().limits()).containsEntry("stamps", 7L);
    holder.configure(Map.of("limit.stamp", 7));
    assertThat(report().reason()).contains("limit.stamp");
    assertThat(opened).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeUsedIsTriedAgain() throws IOException {
    Files.writeString(folder.resolve("held"), "in the way");
    holder.came(dht(), "mail");
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.DOWN);
    assertThat(report().reason()).contains("held");
    Files.delete(folder.resolve("held"));
    time.advance(Duration.ofSeconds(10));
    assertThat(report().state()).isEqualTo(SourceState.UP);
  }

  @Test
  void itsDhtMayGoAfterItsEnd() {
    DhtService mail = dht();
    holder.came(mail, "mail");
    holder.configure(Map.of());
    assertThat(report().state()).isEqualTo(SourceState.UP);
    holder.close();
    time.shutdown();
    holder.gone(mail);
    assertThat(answering).isFalse();
  }
}
