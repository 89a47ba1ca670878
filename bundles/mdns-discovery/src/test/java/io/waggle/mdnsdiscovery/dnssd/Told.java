package io.waggle.mdnsdiscovery.dnssd;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A packet that tells of a service, as another implementation would send it. */
final class Told {

  static final Name TCP = ServiceNames.TYPES.get(0);

  private final List<Record> records = new ArrayList<>();

  static Name instance(String name) {
    return Name.fromConstantString(name + "." + TCP);
  }

  static Name host(String name) {
    return Name.fromConstantString(name + ".local.");
  }

  static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  Told topic(String label, String name, long ttl) {
    records.add(new PTRRecord(ServiceNames.topic(label, TCP), DClass.IN, ttl, instance(name)));
    return this;
  }

  Told server(String name, String host, int port, long ttl) {
    records.add(new SRVRecord(instance(name), DClass.IN, ttl, 0, 0, port, host(host)));
    return this;
  }

  Told text(String name, List<String> strings, long ttl) {
    records.add(new TXTRecord(instance(name), DClass.IN, ttl, strings));
    return this;
  }

  Told at(String host, String address, long ttl) {
    InetAddress parsed = address(address);
    records.add(
        parsed.getAddress().length == 4
            ? new ARecord(host(host), DClass.IN, ttl, parsed)
            : new AAAARecord(host(host), DClass.IN, ttl, parsed));
    return this;
  }

  /** All of it, of a service {@code name} at {@code address}:{@code port}. */
  static Told all(String label, String name, String address, int port) {
    return new Told()
        .topic(label, name, 4500)
        .server(name, "host-" + name, port, 120)
        .text(name, List.of("txtvers=1"), 4500)
        .at("host-" + name, address, 120);
  }

  byte[] packet() {
    Message message = new Message(0);
    message.getHeader().setFlag(Flags.QR);
    message.getHeader().setFlag(Flags.AA);
    records.forEach(record -> message.addRecord(record, Section.ANSWER));
    return message.toWire();
  }
}
