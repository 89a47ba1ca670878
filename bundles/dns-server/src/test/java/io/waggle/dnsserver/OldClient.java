package io.waggle.dnsserver;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** What a client of dns-discovery sends and reads, written with dnsjava. */
final class OldClient {

  private final Lab lab;
  private final InetSocketAddress address;
  private String token = "";

  OldClient(Lab lab, String host, int port) {
    this.lab = lab;
    this.address = Lab.at(host, port);
  }

  static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static byte[] question(String name, int type) {
    return message(name, type, List.of());
  }

  static byte[] message(String name, int type, List<String> additional) {
    Message message = new Message(7);
    message.getHeader().setFlag(Flags.RD);
    message.addRecord(Record.newRecord(name(name), type, DClass.IN), Section.QUESTION);
    if (!additional.isEmpty()) {
      message.addRecord(new TXTRecord(name(name), DClass.IN, 0, additional), Section.ADDITIONAL);
    }
    return message.toWire();
  }

  static Message parse(byte[] bytes) {
    try {
      return new Message(bytes);
    } catch (WireParseException e) {
      throw new AssertionError("dnsjava can't read the reply", e);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The strings of all TXT answers. */
  static List<String> strings(Message reply) {
    List<String> all = new ArrayList<>();
    for (Record record : reply.getSection(Section.ANSWER)) {
      if (record instanceof TXTRecord txt) {
        txt.getStringsAsByteArrays()
            .forEach(bytes -> all.add(new String(bytes, StandardCharsets.ISO_8859_1)));
      }
    }
    return all;
  }

  static Optional<String> value(Message reply, String key) {
    return strings(reply).stream()
        .filter(s -> s.startsWith(key + "="))
        .map(s -> s.substring(key.length() + 1))
        .findFirst();
  }

  /** {@code port}s of the peers in a reply. */
  static List<Integer> ports(Message reply) {
    byte[] raw = Base64.getDecoder().decode(value(reply, "peers").orElse(""));
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < raw.length; i += 6) {
      ports.add((raw[i + 4] & 0xff) << 8 | (raw[i + 5] & 0xff));
    }
    return ports;
  }

  Message ask(byte[] packet) {
    List<Lab.Sent> sent = lab.receive(packet, address);
    Lab.Sent last = sent.get(sent.size() - 1);
    if (!last.to().equals(address)) {
      throw new AssertionError("no reply came");
    }
    Message reply = parse(last.bytes());
    value(reply, "token").ifPresent(fresh -> token = fresh);
    return reply;
  }

  String token() {
    if (token.isEmpty()) {
      ask(question("dat.local", Type.TXT));
    }
    return token;
  }

  void forgetToken() {
    token = "";
  }

  Message lookup(String name) {
    return ask(message(name, Type.TXT, List.of("subscribe=true", "token=" + token())));
  }

  Message announce(String name, int port) {
    return ask(
        message(name, Type.TXT, List.of("subscribe=true", "token=" + token(), "announce=" + port)));
  }

  Message announceOnly(String name, int port) {
    return ask(message(name, Type.TXT, List.of("token=" + token(), "announce=" + port)));
  }

  Message unannounce(String name, int port) {
    return ask(message(name, Type.TXT, List.of("token=" + token(), "unannounce=" + port)));
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
