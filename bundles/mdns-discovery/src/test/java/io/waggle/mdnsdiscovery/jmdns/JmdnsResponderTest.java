package io.waggle.mdnsdiscovery.jmdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.time.WaggleClock;
import io.waggle.mdnsdiscovery.dnssd.OwnService;
import io.waggle.mdnsdiscovery.dnssd.ServiceNames;
import io.waggle.testkit.discovery.Eventually;
import io.waggle.testkit.vectors.Mutations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The real JmDNS, with what it hears and says in our hands. */
class JmdnsResponderTest {

  private static final String ONE = "00".repeat(20);
  private static final String TWO = "11".repeat(20);
  private static final Name TCP = ServiceNames.TYPES.get(0);
  private static final InetSocketAddress SOMEBODY = new InetSocketAddress("127.0.0.9", 5353);

  private final Eventually eventually = Eventually.real(Duration.ofSeconds(20));
  private final List<Message> said = new CopyOnWriteArrayList<>();
  private final List<Optional<InetSocketAddress>> to = new CopyOnWriteArrayList<>();
  private final Timer timer = new Timer("test", true);
  private JmdnsResponder responder;

  @BeforeEach
  void open() throws IOException {
    InetAddress address = InetAddress.getByAddress("x", new byte[] {127, 0, 0, 1});
    responder =
        new JmdnsResponder(address, "tester", 5353, timer, WaggleClock.system(), this::note);
  }

  @AfterEach
  void close() {
    responder.close();
    timer.cancel();
  }

  private void note(byte[] packet, Optional<InetSocketAddress> destination) {
    try {
      said.add(new Message(packet));
      to.add(destination);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OwnService service(int port, String... labels) {
    return new OwnService("bee-" + port, port, List.of("txtvers=1"), Set.of(labels));
  }

  private List<Record> told(int type) {
    List<Record> records = new ArrayList<>();
    for (Message each : said) {
      if (each.getHeader().getFlag(Flags.QR)) {
        for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
          each.getSection(section).stream().filter(r -> r.getType() == type).forEach(records::add);
        }
      }
    }
    return records;
  }

  /** JmDNS writes what is left, in whole seconds. */
  private static boolean isAbout(long ttl, long wanted) {
    return ttl <= wanted && ttl >= wanted - 5 && (ttl == 0) == (wanted == 0);
  }

  private boolean isTold(Name name, String target, long ttl) {
    return told(Type.PTR).stream()
        .anyMatch(
            r ->
                r.getName().equals(name)
                    && isAbout(r.getTTL(), ttl)
                    && ((PTRRecord) r).getTarget().toString().startsWith(target));
  }

  private void announced(OwnService... services) {
    responder.publish(List.of(services));
    eventually.until(
        "announced",
        () ->
            !told(Type.A).isEmpty()
                && isTold(TCP, services[services.length - 1].instance() + ".", 4500));
  }

  private static byte[] question(Name name, int type, Record... known) {
    Message message = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    message.getHeader().unsetFlag(Flags.RD);
    message.getHeader().setID(0);
    for (Record each : known) {
      message.addRecord(each, Section.ANSWER);
    }
    return message.toWire();
  }

  @Test
  void a_service_is_probed_for_and_announced_with_all_its_topics() {
    announced(service(4001, ONE, TWO));
    long probes =
        said.stream()
            .filter(m -> !m.getHeader().getFlag(Flags.QR))
            .filter(m -> !m.getSection(Section.AUTHORITY).isEmpty())
            .count();
    assertThat(probes).isGreaterThanOrEqualTo(3);
    for (Name type : ServiceNames.TYPES) {
      for (String label : List.of(ONE, TWO)) {
        eventually.until(
            label, () -> isTold(ServiceNames.topic(label, type), "bee-4001." + type, 4500));
      }
    }
    assertThat(told(Type.SRV)).allMatch(r -> isAbout(r.getTTL(), 120));
  }

  @Test
  void a_topic_is_answered_for_unless_it_is_known() {
    announced(service(4001, ONE));
    Name topic = ServiceNames.topic(ONE, TCP);
    eventually.settle();
    said.clear();
    PTRRecord known =
        new PTRRecord(topic, DClass.IN, 4000, Name.fromConstantString("bee-4001." + TCP));
    responder.hear(question(topic, Type.PTR, known), SOMEBODY);
    eventually.settle();
    eventually.settle();
    assertThat(said).noneMatch(m -> m.getSection(Section.ANSWER).stream().anyMatch(known::equals));
    said.clear();
    responder.hear(question(topic, Type.PTR), SOMEBODY);
    eventually.until("answered", () -> isTold(topic, "bee-4001.", 4500));
    assertThat(told(Type.SRV)).isNotEmpty();
    assertThat(told(Type.TXT)).isNotEmpty();
    assertThat(told(Type.A)).isNotEmpty();
  }

  @Test
  void who_asks_from_another_port_is_answered_alone() {
    announced(service(4001, ONE));
    InetSocketAddress legacy = new InetSocketAddress("127.0.0.9", 40_000);
    responder.hear(question(ServiceNames.topic(ONE, TCP), Type.PTR), legacy);
    eventually.until("answered", () -> to.contains(Optional.of(legacy)));
  }

  @Test
  void topics_come_and_go_without_a_new_service() {
    announced(service(4001, ONE));
    said.clear();
    responder.publish(List.of(service(4001, TWO)));
    assertThat(isTold(ServiceNames.topic(TWO, TCP), "bee-4001.", 4500)).isTrue();
    assertThat(isTold(ServiceNames.topic(ONE, TCP), "bee-4001.", 0)).isTrue();
  }

  @Test
  void a_name_that_somebody_has_is_left_to_him() {
    Name taken = Name.fromConstantString("bee-4001." + TCP);
    Message denial = new Message(0);
    denial.getHeader().setFlag(Flags.QR);
    denial.getHeader().setFlag(Flags.AA);
    Name host = Name.fromConstantString("somebody.local.");
    denial.addRecord(new SRVRecord(taken, DClass.IN | 0x8000, 120, 0, 0, 9, host), Section.ANSWER);
    responder.publish(List.of(service(4001, ONE)));
    responder.hear(denial.toWire(), SOMEBODY);
    eventually.until(
        "renamed", () -> responder.instances().toString().contains("bee-4001 (2)._waggle._tcp"));
    eventually.until("announced", () -> isTold(TCP, "bee-4001\\032\\(2\\)", 4500));
  }

  @Test
  void closing_says_goodbye_at_once_and_ends_the_thread() {
    announced(service(4001, ONE));
    said.clear();
    responder.close();
    assertThat(isTold(ServiceNames.topic(ONE, TCP), "bee-4001.", 0)).isTrue();
    assertThat(isTold(TCP, "bee-4001.", 0)).isTrue();
    eventually.until(
        "the thread ends",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals("SocketListener(tester)")));
  }

  @Test
  void a_service_that_goes_says_goodbye_and_the_other_stays() {
    announced(service(4001, ONE), service(4002, TWO));
    eventually.until("both", () -> isTold(TCP, "bee-4001.", 4500));
    said.clear();
    responder.publish(List.of(service(4002, TWO)));
    assertThat(isTold(TCP, "bee-4001.", 0)).isTrue();
    assertThat(isTold(TCP, "bee-4002.", 0)).isFalse();
    assertThat(responder.instances()).hasSize(2);
  }

  @Test
  void what_concerns_it_is_told_from_what_does_not() {
    responder.publish(List.of(service(4001, ONE)));
    assertThat(responder.concerns(Set.of(ServiceNames.topic(ONE, TCP)))).isTrue();
    assertThat(responder.concerns(Set.of(ServiceNames.topic(TWO, TCP)))).isFalse();
    assertThat(responder.concerns(Set.of(Name.fromConstantString("bee-4001." + TCP)))).isTrue();
    assertThat(responder.concerns(Set.of(Name.fromConstantString("tester.local.")))).isTrue();
    assertThat(responder.concerns(Set.of(Name.fromConstantString("printer.local.")))).isFalse();
  }

  @Test
  void hostile_packets_do_not_end_it() {
    announced(service(4001, ONE));
    Name topic = ServiceNames.topic(ONE, TCP);
    List<byte[]> packets = new ArrayList<>(List.of(question(topic, Type.PTR)));
    said.stream().limit(8).map(Message::toWire).forEach(packets::add);
    List<byte[]> mutated = new ArrayList<>();
    Mutations.each(packets, 3, mutated::add);
    IntStream.iterate(0, i -> i < mutated.size(), i -> i + Math.max(1, mutated.size() / 2000))
        .forEach(i -> responder.hear(mutated.get(i), SOMEBODY));
    eventually.until(
        "it answers still",
        () -> {
          said.clear();
          responder.hear(question(topic, Type.PTR), SOMEBODY);
          eventually.settle();
          return isTold(topic, "bee-4001", 4500);
        });
  }
}
