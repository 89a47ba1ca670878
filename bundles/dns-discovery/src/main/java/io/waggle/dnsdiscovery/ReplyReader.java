package io.waggle.dnsdiscovery;

import io.waggle.api.net.HostAndPort;
import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import io.waggle.dnsdiscovery.ServerMessage.Answer;
import io.waggle.dnsdiscovery.ServerMessage.Push;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads what servers send. Walks the records itself, on dnsjava's primitives, because the damaged
 * replies of dns-discovery 6.2.3 (see {@link TxtStrings}) are no messages to dnsjava. Total: what
 * can't be read is empty. Thread-safe.
 */
final class ReplyReader {

  /** The largest sound reply has some 500 bytes, a damaged one of 100 peers about 1000. */
  static final int LARGEST = 4096;

  private static final int SHORTEST_QUESTION = 5;
  private static final int SHORTEST_RECORD = 11;
  private static final int MOST_RECORDS = 128;
  private static final int SRV_FIXED_PART = 6;

  private final Name domain;

  ReplyReader(String domain) {
    this.domain = QueryWriter.name(domain);
  }

  /** The message, or empty if the packet is none. */
  Optional<ServerMessage> read(byte[] packet) {
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

  private Optional<ServerMessage> walk(byte[] packet) throws IOException {
    Header header = new Header(packet);
    int questions = header.getCount(Section.QUESTION);
    int answers = header.getCount(Section.ANSWER);
    int others = header.getCount(Section.AUTHORITY) + header.getCount(Section.ADDITIONAL);
    long least = (long) questions * SHORTEST_QUESTION + (long) (answers + others) * SHORTEST_RECORD;
    if (least > packet.length - Header.LENGTH || answers + others > MOST_RECORDS) {
      return Optional.empty();
    }
    DNSInput in = new DNSInput(packet);
    in.readByteArray(Header.LENGTH);
    Optional<String> question = questions(in, questions);
    List<Answer> txts = new ArrayList<>();
    List<Push> pushes = new ArrayList<>();
    for (int i = 0; i < answers + others; i++) {
      record(packet, in, txts, pushes);
    }
    return Optional.of(
        new ServerMessage(
            header.getID(),
            header.getFlag(Flags.QR),
            header.getRcode(),
            questions > 0,
            question,
            txts,
            pushes));
  }

  private Optional<String> questions(DNSInput in, int count) throws IOException {
    Optional<String> first = Optional.empty();
    for (int i = 0; i < count; i++) {
      Optional<String> label = label(new Name(in));
      in.readU16();
      in.readU16();
      first = i == 0 ? label : first;
    }
    return first;
  }

  private void record(byte[] packet, DNSInput in, List<Answer> txts, List<Push> pushes)
      throws IOException {
    Optional<String> label = label(new Name(in));
    int type = in.readU16();
    int dclass = in.readU16();
    long ttl = in.readU32();
    int length = in.readU16();
    int start = in.current();
    byte[] rdata = in.readByteArray(length);
    if (label.isEmpty() || dclass != DClass.IN) {
      return;
    }
    if (type == Type.TXT) {
      txts.add(new Answer(label.get(), ttl, Attributes.of(TxtStrings.read(rdata))));
    } else if (type == Type.SRV && length > SRV_FIXED_PART) {
      pushed(packet, start).ifPresent(peer -> pushes.add(new Push(label.get(), peer)));
    }
  }

  /** The target is an address written as a name of four labels, or an IPv6 one as one label. */
  private static Optional<PeerAddress> pushed(byte[] packet, int start) {
    try {
      DNSInput in = new DNSInput(packet);
      in.jump(start + SRV_FIXED_PART - 2);
      int port = in.readU16();
      String host = new Name(in).toString(true);
      return new HostAndPort(host, Optional.of(port))
          .literal()
          .map(address -> new PeerAddress(address, port));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Lower case, relative to the domain; empty for names elsewhere or further down. */
  private Optional<String> label(Name name) {
    if (!name.subdomain(domain) || name.labels() > domain.labels() + 1) {
      return Optional.empty();
    }
    boolean bare = name.labels() == domain.labels();
    return Optional.of(bare ? "" : name.getLabelString(0).toLowerCase(Locale.ROOT));
  }
}
