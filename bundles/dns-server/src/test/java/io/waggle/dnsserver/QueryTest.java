package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.dat.Attributes;
import io.waggle.testkit.vectors.Mutations;
import io.waggle.testkit.vectors.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Our own reading of DNS against dnsjava's. */
class QueryTest {

  private final Query query = new Query();

  /** Names, types and attributes as we read them must be those dnsjava reads. */
  private void compare(byte[] packet, Message theirs) {
    List<Record> questions = theirs.getSection(Section.QUESTION);
    assertThat(query.questions()).isEqualTo(questions.size());
    assertThat(query.id()).isEqualTo(theirs.getHeader().getID());
    assertThat(query.opcode()).isEqualTo(theirs.getHeader().getOpcode());
    for (int i = 0; i < questions.size(); i++) {
      Record question = questions.get(i);
      assertThat(wire(query.name(i))).isEqualTo(question.getName().toWire());
      assertThat(query.type(i)).isEqualTo(question.getType());
      assertThat(query.dnsClass(i)).isEqualTo(question.getDClass());
    }
    List<TXTRecord> texts = texts(theirs);
    assertThat(query.records()).isEqualTo(Math.min(Query.MOST_RECORDS, texts.size()));
    for (int i = 0; i < query.records(); i++) {
      compare(query.record(i), texts.get(i), packet);
    }
  }

  private static byte[] wire(DomainName name) {
    return Arrays.copyOf(name.bytes, name.length);
  }

  private static List<TXTRecord> texts(Message message) {
    List<TXTRecord> texts = new ArrayList<>();
    for (int section : new int[] {Section.ANSWER, Section.ADDITIONAL}) {
      for (Record record : message.getSection(section)) {
        if (record instanceof TXTRecord txt) {
          texts.add(txt);
        }
      }
    }
    return texts;
  }

  private static void compare(TxtRecord ours, TXTRecord theirs, byte[] packet) {
    assertThat(wire(ours.name)).isEqualTo(theirs.getName().toWire());
    List<String> strings =
        theirs.getStringsAsByteArrays().stream()
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
            .toList();
    Attributes attributes = Attributes.of(strings);
    assertThat(port(ours.announce)).isEqualTo(attributes.port("announce"));
    assertThat(port(ours.unannounce)).isEqualTo(attributes.port("unannounce"));
    assertThat(ours.subscribe).isEqualTo(attributes.flag("subscribe"));
    String token = new String(packet, ours.tokenAt, ours.tokenLength, StandardCharsets.ISO_8859_1);
    String wanted = attributes.text("token").orElse("");
    if (!wanted.equals("true")) { // what a token without a value becomes, and never a token
      assertThat(token).isEqualTo(wanted);
    }
  }

  private static OptionalInt port(int port) {
    return port == TxtRecord.NO_PORT ? OptionalInt.empty() : OptionalInt.of(port);
  }

  private static List<byte[]> recorded() {
    List<byte[]> packets = new ArrayList<>(Vectors.packets(Vectors.load("dns-unicast")));
    packets.add(OldClient.question("a.b.c.dat.local", Type.SRV));
    packets.add(compressed());
    packets.add(withEdns());
    return packets;
  }

  /** dnsjava compresses the names of records; old clients never do. */
  private static byte[] compressed() {
    return OldClient.message(
        Lab.NAME, Type.TXT, List.of("subscribe", "token=" + "x".repeat(44), "announce=80"));
  }

  private static byte[] withEdns() {
    Message message = new Message(5);
    message.addRecord(
        Record.newRecord(OldClient.name(Lab.NAME), Type.A, DClass.IN), Section.QUESTION);
    EDNSOption[] none = {};
    message.addRecord(new OPTRecord(1232, 0, 0, 0, List.of(none)), Section.ADDITIONAL);
    return message.toWire();
  }

  @Test
  void readsWhatWasRecordedAsDnsjavaDoes() throws Exception {
    for (byte[] packet : recorded()) {
      assertThat(query.read(packet, packet.length)).isTrue();
      compare(packet, new Message(packet));
    }
    byte[] edns = withEdns();
    assertThat(query.read(edns, edns.length)).isTrue();
    assertThat(query.payload()).isEqualTo(1232);
  }

  @Test
  void whateverDnsjavaAcceptsOfDamagedPacketsIsReadTheSame() {
    int[] accepted = {0, 0};
    Mutations.each(
        recorded(),
        20,
        packet -> {
          boolean read = query.read(packet, packet.length);
          Message theirs = parse(packet);
          if (theirs != null && isOurs(theirs)) {
            accepted[0]++;
            assertThat(read).as(HexFormat.of().formatHex(packet)).isTrue();
            compare(packet, theirs);
          } else if (read) {
            accepted[1]++;
          }
        });
    assertThat(accepted[0]).isGreaterThan(Mutations.count() / 10);
  }

  private static Message parse(byte[] packet) {
    try {
      return new Message(packet);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** dnsjava lets a truncated message pass as far as it goes, and reads records of an update. */
  private static boolean isOurs(Message message) {
    return !message.getHeader().getFlag(Flags.TC)
        && message.getHeader().getOpcode() == 0
        && message.getHeader().getCount(Section.QUESTION) <= Query.MOST_QUESTIONS;
  }

  @Property(tries = 300)
  void readsWhatDnsjavaWrites(
      @ForAll("labels") List<String> labels, @ForAll("strings") List<String> strings)
      throws Exception {
    String name = String.join(".", labels);
    byte[] packet = OldClient.message(name, Type.TXT, strings);
    assertThat(query.read(packet, packet.length)).isTrue();
    compare(packet, new Message(packet));
  }

  @Provide
  Arbitrary<List<String>> labels() {
    return Arbitraries.strings()
        .withCharRange('A', 'z')
        .excludeChars('\\', '.', '[', ']', '^', '`')
        .ofMinLength(1)
        .ofMaxLength(40)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<String>> strings() {
    return Arbitraries.of(
            "subscribe",
            "subscribe=",
            "subscribe=false",
            "subscribe=true",
            "announce=0",
            "announce=65535",
            "announce=65536",
            "announce=-1",
            "announce",
            "announce=12 ",
            "unannounce=80",
            "token=abc",
            "token=",
            "=",
            "",
            "announce=000080",
            "announce=00080")
        .list()
        .ofMaxSize(6);
  }

  @Test
  void pointersThatLoopOrLeadOutEndTheReading() {
    for (String hex :
        List.of(
            "c00c", // to itself
            "0161c00c", // for ever a.a.a
            "c0ff", // behind the packet
            "41", // the type of RFC 2673
            "3f61", // cut
            "")) {
      byte[] packet =
          HexFormat.of().parseHex("000701000001000000000000" + hex + (hex.isEmpty() ? "" : "0010"));
      assertThat(query.read(packet, packet.length)).as(hex).isFalse();
    }
  }
}
