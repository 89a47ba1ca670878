package io.waggle.dnsdiscovery;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Writes our side of the protocol. Names are written out in full: the servers that are met here
 * never compress, and packets are compared with theirs byte for byte. Flags are written as {@code
 * key=true}, which both dialects read.
 */
final class QueryWriter {

  private final Name domain;
  private final int impliedPort;

  /**
   * For one domain.
   *
   * @param impliedPort a port in whose place 0 is announced: the server takes the port that the
   *     packet comes from, which is that of the NAT; 0 for none
   * @throws IllegalArgumentException if that is no domain name
   */
  QueryWriter(String domain, int impliedPort) {
    this(name(domain), impliedPort);
  }

  private QueryWriter(Name domain, int impliedPort) {
    this.domain = domain;
    this.impliedPort = impliedPort;
  }

  /** The same with another implied port. */
  QueryWriter implying(int port) {
    return new QueryWriter(domain, port);
  }

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("'" + text + "' is not a domain name", e);
    }
  }

  private Name under(String label) {
    return label.isEmpty() ? domain : name(label + "." + domain);
  }

  /** Asks for a token and for our own address. */
  byte[] probe(int id) {
    return write(question(id, domain));
  }

  /**
   * A question for peers, with what goes along with it.
   *
   * @param subscribe whether to be told of new peers; false ends a subscription
   */
  byte[] query(int id, RequestKind kind, String label, int port, boolean subscribe, String token) {
    if (kind == RequestKind.PROBE) {
      return probe(id);
    }
    List<String> strings = new ArrayList<>();
    if (subscribe) {
      strings.add("subscribe=true");
    }
    strings.add("token=" + token);
    if (kind == RequestKind.ANNOUNCE) {
      strings.add("announce=" + wirePort(port));
    } else if (kind == RequestKind.UNANNOUNCE) {
      strings.add("unannounce=" + wirePort(port));
    }
    Name name = under(label);
    Message message = question(id, name);
    message.addRecord(new TXTRecord(name, DClass.IN, 0, strings), Section.ADDITIONAL);
    return write(message);
  }

  private int wirePort(int port) {
    return port == impliedPort ? 0 : port;
  }

  /** The empty response that acknowledges a push. */
  static byte[] ack(int id) {
    Message message = new Message(id);
    message.getHeader().setFlag(Flags.QR);
    return write(message);
  }

  private static Message question(int id, Name name) {
    Message message = new Message(id);
    message.getHeader().setFlag(Flags.RD);
    message.addRecord(Record.newRecord(name, Type.TXT, DClass.IN), Section.QUESTION);
    return message;
  }

  private static byte[] write(Message message) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(message.getHeader().toWire());
    for (int section = Section.QUESTION; section <= Section.ADDITIONAL; section++) {
      for (Record record : message.getSection(section)) {
        parts.add(record.toWire(section));
      }
    }
    ByteBuffer packet = ByteBuffer.allocate(parts.stream().mapToInt(p -> p.length).sum());
    parts.forEach(packet::put);
    return packet.array();
  }
}
