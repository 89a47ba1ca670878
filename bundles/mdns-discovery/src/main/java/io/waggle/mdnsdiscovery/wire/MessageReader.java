package io.waggle.mdnsdiscovery.wire;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import io.waggle.common.dat.PeerEntries;
import io.waggle.mdnsdiscovery.wire.MulticastMessage.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads what is heard on the group. Walks the records itself, on dnsjava's primitives, so that
 * records of other kinds, which abound there, cost nothing. Total: what can't be read is empty.
 * Thread-safe.
 */
public final class MessageReader {

  /** The largest packet of multicast DNS (RFC 6762 §17). */
  public static final int LARGEST = 9000;

  private static final int MOST_QUESTIONS = 256;
  private static final int MOST_RECORDS = 256;
  private static final int MOST_STRINGS = 16;
  private static final int LONGEST_TOKEN = 128;
  private static final int SHORTEST_QUESTION = 5;
  private static final int SHORTEST_RECORD = 11;

  /** The top bit asks for a unicast answer in questions, and flushes caches in answers. */
  private static final int CLASS = 0x7fff;

  private final Domain domain;

  /**
   * For one domain, of any number of labels.
   *
   * @throws IllegalArgumentException if that is no domain name
   */
  public MessageReader(String domain) {
    this.domain = new Domain(domain);
  }

  /** The message; empty if the packet is none, or none of standard queries (RFC 6762 §18.3). */
  public Optional<MulticastMessage> read(byte[] packet) {
    if (packet.length < Header.LENGTH || packet.length > LARGEST) {
      return Optional.empty();
    }
    try {
      return walk(packet);
    } catch (IOException | RuntimeException e) {
      // The one wall: dnsjava throws both kinds at malformed names and numbers.
      return Optional.empty();
    }
  }

  private Optional<MulticastMessage> walk(byte[] packet) throws IOException {
    Header header = new Header(packet);
    int questions = header.getCount(Section.QUESTION);
    int answers = header.getCount(Section.ANSWER);
    long least = (long) questions * SHORTEST_QUESTION + (long) answers * SHORTEST_RECORD;
    if (header.getOpcode() != 0
        || header.getRcode() != 0
        || questions > MOST_QUESTIONS
        || answers > MOST_RECORDS
        || least > packet.length - Header.LENGTH) {
      return Optional.empty();
    }
    DNSInput in = new DNSInput(packet);
    in.readByteArray(Header.LENGTH);
    boolean response = header.getFlag(Flags.QR);
    List<String> asked = questions(in, questions);
    List<Answer> told = response ? answers(in, answers) : List.of();
    return Optional.of(new MulticastMessage(response, response ? List.of() : asked, told));
  }

  private List<String> questions(DNSInput in, int count) throws IOException {
    List<String> labels = new ArrayList<>(Math.min(count, 32));
    for (int i = 0; i < count; i++) {
      Optional<String> label = domain.label(new Name(in));
      int type = in.readU16();
      int dclass = in.readU16() & CLASS;
      if (label.isPresent() && type == Type.TXT && dclass == DClass.IN) {
        labels.add(label.get());
      }
    }
    return labels;
  }

  private List<Answer> answers(DNSInput in, int count) throws IOException {
    List<Answer> answers = new ArrayList<>(Math.min(count, 32));
    for (int i = 0; i < count; i++) {
      Optional<String> label = domain.label(new Name(in));
      int type = in.readU16();
      int dclass = in.readU16() & CLASS;
      in.readU32();
      byte[] rdata = in.readByteArray(in.readU16());
      if (label.isPresent() && type == Type.TXT && dclass == DClass.IN) {
        answers.add(answer(label.get(), Attributes.of(strings(rdata))));
      }
    }
    return answers;
  }

  private static Answer answer(String label, Attributes attributes) {
    Optional<String> token = attributes.text("token").filter(t -> t.length() <= LONGEST_TOKEN);
    List<PeerAddress> peers = attributes.text("peers").map(PeerEntries::decode).orElse(List.of());
    return new Answer(label, token, peers, attributes.port("unannounce"));
  }

  /** The character strings of a TXT record (RFC 1035 §3.3.14); one that is cut short is dropped. */
  private static List<String> strings(byte[] rdata) {
    List<String> strings = new ArrayList<>();
    int at = 0;
    while (at < rdata.length && strings.size() < MOST_STRINGS) {
      int length = rdata[at] & 0xff;
      if (at + 1 + length > rdata.length) {
        return strings;
      }
      strings.add(new String(rdata, at + 1, length, StandardCharsets.ISO_8859_1));
      at += 1 + length;
    }
    return strings;
  }
}
