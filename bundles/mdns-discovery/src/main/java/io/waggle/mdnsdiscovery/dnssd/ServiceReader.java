package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.mdnsdiscovery.dnssd.HeardRecord.HostAddress;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Pointer;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Server;
import io.waggle.mdnsdiscovery.dnssd.HeardRecord.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSInput;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Reads what is heard on the group. Bounded and total: what can't be read is empty, and kinds of
 * records that don't matter cost nothing.
 */
final class ServiceReader {

  /** The largest packet of multicast DNS (RFC 6762 §17). */
  static final int LARGEST = 9000;

  private static final int MOST = 256;
  private static final int SHORTEST_QUESTION = 5;
  private static final int SHORTEST_RECORD = 11;

  /** The top bit asks for a unicast answer in questions, and flushes caches in answers. */
  private static final int CLASS = 0x7fff;

  private static final int FLUSH = 0x8000;

  /** A day: who says more is not believed for longer. */
  private static final long LONGEST_TTL = 86_400;

  private final DNSInput in;
  private final Header header;
  private final List<String> labels = new ArrayList<>();
  private final List<HeardRecord> records = new ArrayList<>();
  private final Set<Name> names = new HashSet<>();

  private ServiceReader(byte[] packet) throws IOException {
    header = new Header(packet);
    in = new DNSInput(packet);
    in.readByteArray(Header.LENGTH);
  }

  /** The message; empty if the packet is none, or none of standard queries (RFC 6762 §18.3). */
  static Optional<ServiceMessage> read(byte[] packet) {
    if (packet.length < Header.LENGTH || packet.length > LARGEST) {
      return Optional.empty();
    }
    try {
      ServiceReader reader = new ServiceReader(packet);
      return reader.isPlausible(packet.length) ? Optional.of(reader.walk()) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // The one wall: dnsjava throws both kinds at malformed names and numbers.
      return Optional.empty();
    }
  }

  private int records() {
    return header.getCount(Section.ANSWER)
        + header.getCount(Section.AUTHORITY)
        + header.getCount(Section.ADDITIONAL);
  }

  private boolean isPlausible(int length) {
    int questions = header.getCount(Section.QUESTION);
    long least = (long) questions * SHORTEST_QUESTION + (long) records() * SHORTEST_RECORD;
    return header.getOpcode() == 0
        && header.getRcode() == 0
        && questions <= MOST
        && records() <= MOST
        && least <= length - Header.LENGTH;
  }

  private ServiceMessage walk() throws IOException {
    boolean response = header.getFlag(Flags.QR);
    for (int i = 0; i < header.getCount(Section.QUESTION); i++) {
      question();
    }
    for (int i = 0; i < records(); i++) {
      record();
    }
    return new ServiceMessage(response, labels, response ? records : List.of(), names);
  }

  private void question() throws IOException {
    Name name = new Name(in);
    names.add(name);
    int type = in.readU16();
    boolean ours = type == Type.PTR && (in.readU16() & CLASS) == DClass.IN;
    if (type != Type.PTR) {
      in.readU16();
    }
    if (ours) {
      ServiceNames.label(name).ifPresent(labels::add);
    }
  }

  private void record() throws IOException {
    Name name = new Name(in);
    names.add(name);
    int type = in.readU16();
    int dclass = in.readU16();
    long ttl = Math.min(in.readU32(), LONGEST_TTL);
    int length = in.readU16();
    int end = in.current() + length;
    if (length > in.remaining()) {
      throw new IOException("a record is cut short");
    }
    if ((dclass & CLASS) == DClass.IN) {
      data(name, type, (dclass & FLUSH) != 0, ttl, length);
    }
    // Negative, and so refused, if a name went on into the next record.
    in.readByteArray(end - in.current());
  }

  private void data(Name name, int type, boolean flush, long ttl, int length) throws IOException {
    switch (type) {
      case Type.PTR -> pointer(name, ttl);
      case Type.SRV -> server(name, ttl);
      case Type.TXT -> text(name, ttl, length);
      case Type.A, Type.AAAA -> address(name, type, flush, ttl, length);
      default -> {
        // Kinds such as NSEC say nothing that is needed here.
      }
    }
  }

  private void pointer(Name name, long ttl) throws IOException {
    Optional<String> label = ServiceNames.label(name);
    if (label.isPresent()) {
      Name instance = new Name(in);
      if (ServiceNames.isInstance(instance)
          && ServiceNames.typeOf(instance).equals(ServiceNames.typeOf(name))) {
        records.add(new Pointer(name, label.get(), instance, ttl));
      }
    }
  }

  private void server(Name name, long ttl) throws IOException {
    if (ServiceNames.isInstance(name)) {
      in.readU32(); // Priority and weight: an instance has one server.
      int port = in.readU16();
      records.add(new Server(name, new Name(in), port, ttl));
    }
  }

  private void text(Name name, long ttl, int length) throws IOException {
    if (ServiceNames.isInstance(name)) {
      records.add(new Text(name, ServiceText.read(in.readByteArray(length)), ttl));
    }
  }

  private void address(Name name, int type, boolean flush, long ttl, int length)
      throws IOException {
    if (length == (type == Type.A ? 4 : 16)) {
      InetAddress address = InetAddress.getByAddress(in.readByteArray(length));
      records.add(new HostAddress(name, address, flush, ttl));
    }
  }
}
