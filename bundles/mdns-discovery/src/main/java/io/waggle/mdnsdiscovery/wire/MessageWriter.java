package io.waggle.mdnsdiscovery.wire;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.PeerEntries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.xbill.DNS.Compression;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Writes what goes to the group. A packet about one topic is the original's, byte for byte: names
 * written out, the question repeated in the answer. A packet about several topics is shorter than
 * that: no question in the answer (RFC 6762 §6), and names compressed, which the original reads.
 */
public final class MessageWriter {

  /** How long a packet gets: an Ethernet frame less the headers, with something to spare. */
  static final int LARGEST = 1400;

  private static final int QUESTION_TAIL = 4;

  private final Domain domain;

  /** What a node says of itself at one topic. */
  public record Presence(String label, List<Integer> ports) {

    /** Keeps its own copy. */
    public Presence {
      ports = List.copyOf(ports);
    }
  }

  /**
   * For one domain, of any number of labels.
   *
   * @throws IllegalArgumentException if that is no domain name
   */
  public MessageWriter(String domain) {
    this.domain = new Domain(domain);
  }

  /** Questions for topics, in as few packets as they fit into. */
  public List<byte[]> questions(Collection<String> labels) {
    List<byte[]> packets = new ArrayList<>();
    List<Name> names = new ArrayList<>();
    int length = Header.LENGTH;
    for (String label : labels) {
      Name name = domain.under(label);
      int more = name.length() + QUESTION_TAIL;
      if (!names.isEmpty() && length + more > LARGEST) {
        packets.add(questions(names));
        names.clear();
        length = Header.LENGTH;
      }
      names.add(name);
      length += more;
    }
    if (!names.isEmpty()) {
      packets.add(questions(names));
    }
    return packets;
  }

  private static byte[] questions(List<Name> names) {
    DNSOutput out = header(false, names.size(), 0);
    names.forEach(name -> question(name, out));
    return out.toByteArray();
  }

  /** Says under which ports this node is at topics, in as few packets as that fits into. */
  public List<byte[]> answers(List<Presence> presences, String token) {
    if (presences.size() == 1) {
      return List.of(answer(presences.get(0), token));
    }
    List<byte[]> packets = new ArrayList<>();
    int from = 0;
    while (from < presences.size()) {
      byte[] packet = {};
      int until = from;
      do {
        until++;
        byte[] longer = compressed(presences.subList(from, until), token);
        if (longer.length > LARGEST && until > from + 1) {
          until--;
          break;
        }
        packet = longer;
      } while (until < presences.size());
      packets.add(packet);
      from = until;
    }
    return packets;
  }

  private byte[] answer(Presence presence, String token) {
    return single(domain.under(presence.label()), strings(presence, token));
  }

  /** Says that this node no longer listens on a port; the original ignores it. */
  public byte[] goodbye(String label, int port, String token) {
    return single(domain.under(label), List.of("token=" + token, "unannounce=" + port));
  }

  private static byte[] single(Name name, List<String> strings) {
    DNSOutput out = header(true, 1, 1);
    question(name, out);
    out.writeByteArray(txt(name, strings).toWire(Section.ANSWER));
    return out.toByteArray();
  }

  private byte[] compressed(List<Presence> presences, String token) {
    DNSOutput out = header(true, 0, presences.size());
    Compression compression = new Compression();
    for (Presence presence : presences) {
      Name name = domain.under(presence.label());
      byte[] record = txt(name, strings(presence, token)).toWire(Section.ANSWER);
      name.toWire(out, compression);
      out.writeByteArray(record, name.length(), record.length - name.length());
    }
    return out.toByteArray();
  }

  private static List<String> strings(Presence presence, String token) {
    List<PeerAddress> peers =
        presence.ports().stream()
            .limit(PeerEntries.MOST_IN_A_STRING)
            .map(port -> PeerAddress.of(new byte[4], port))
            .toList();
    return List.of("token=" + token, "peers=" + PeerEntries.encode(peers));
  }

  private static TXTRecord txt(Name name, List<String> strings) {
    return new TXTRecord(name, DClass.IN, 0, strings);
  }

  private static void question(Name name, DNSOutput out) {
    out.writeByteArray(Record.newRecord(name, Type.TXT, DClass.IN).toWire(Section.QUESTION));
  }

  /** The id is 0 in multicast DNS (RFC 6762 §18.1). */
  private static DNSOutput header(boolean response, int questions, int answers) {
    Header header = new Header(0);
    if (response) {
      header.setFlag(Flags.QR);
      header.setFlag(Flags.AA);
    }
    DNSOutput out = new DNSOutput();
    byte[] bytes = header.toWire();
    out.writeByteArray(bytes, 0, 4);
    out.writeU16(questions);
    out.writeU16(answers);
    out.writeU16(0);
    out.writeU16(0);
    return out;
  }
}
