package io.waggle.dnsdiscovery;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import io.waggle.common.dat.PeerEntries;
import io.waggle.common.udp.DatagramEngine;
import io.waggle.common.udp.DatagramOutput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;

/** A dns-discovery server, small but true to WIRE: it answers before it takes what it was told. */
final class FakeServer implements DatagramEngine {

  /** What a client said. */
  record Told(String label, Attributes attributes, InetSocketAddress from) {}

  private final Name domain = QueryWriter.name("dat.local");
  private final Map<String, Set<PeerAddress>> peers = new ConcurrentHashMap<>();
  private final Map<String, Set<InetSocketAddress>> subscribers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Told> told = new ConcurrentLinkedQueue<>();
  private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
  volatile String token = "first";
  volatile long ttl;
  volatile boolean dead;
  volatile boolean foreign;
  private int pushId = 100;

  Set<PeerAddress> peers(String label) {
    return peers.computeIfAbsent(label, l -> ConcurrentHashMap.newKeySet());
  }

  List<Told> told() {
    return List.copyOf(told);
  }

  Set<Integer> acknowledged() {
    return acknowledged;
  }

  long count(String key) {
    return told.stream().filter(t -> t.attributes().text(key).isPresent()).count();
  }

  @Override
  public void datagram(
      long now, int socket, ByteBuffer packet, InetSocketAddress from, DatagramOutput out) {
    if (dead) {
      return;
    }
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    try {
      take(new Message(bytes), from, out);
    } catch (IOException e) {
      throw new AssertionError("the client wrote no DNS message", e);
    }
  }

  private void take(Message message, InetSocketAddress from, DatagramOutput out) {
    if (message.getHeader().getFlag(Flags.QR)) {
      acknowledged.add(message.getHeader().getID());
      return;
    }
    Record question = message.getQuestion();
    Message reply = new Message(message.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(question, Section.QUESTION);
    if (!foreign) {
      reply.addRecord(answer(question.getName(), from), Section.ANSWER);
    }
    out.send(0, ByteBuffer.wrap(reply.toWire()), from);
    for (Record record : message.getSection(Section.ADDITIONAL)) {
      told(label(record.getName()), attributes((TXTRecord) record), from, out);
    }
  }

  private String label(Name name) {
    return name.labels() == domain.labels() ? "" : name.getLabelString(0);
  }

  private static Attributes attributes(TXTRecord record) {
    List<String> strings = new ArrayList<>();
    record
        .getStringsAsByteArrays()
        .forEach(b -> strings.add(new String(b, StandardCharsets.ISO_8859_1)));
    return Attributes.of(strings);
  }

  private TXTRecord answer(Name name, InetSocketAddress from) {
    List<String> strings = new ArrayList<>(List.of("token=" + token));
    if (label(name).isEmpty()) {
      strings.add("host=" + from.getAddress().getHostAddress());
      strings.add("port=" + from.getPort());
    } else if (!peers(label(name)).isEmpty()) {
      List<PeerAddress> some = peers(label(name)).stream().limit(31).toList();
      strings.add("peers=" + PeerEntries.encode(some));
    }
    return new TXTRecord(name, DClass.IN, ttl, strings);
  }

  private void told(String label, Attributes said, InetSocketAddress from, DatagramOutput out) {
    told.add(new Told(label, said, from));
    if (!said.text("token").filter(token::equals).isPresent()) {
      return;
    }
    said.port("announce").ifPresent(port -> announce(label, port, from, out));
    said.port("unannounce").ifPresent(port -> peers(label).remove(address(port, from)));
    Set<InetSocketAddress> all = subscribers.computeIfAbsent(label, l -> new LinkedHashSet<>());
    if (said.flag("subscribe")) {
      all.add(from);
    } else {
      all.remove(from);
    }
  }

  private void announce(String label, int port, InetSocketAddress from, DatagramOutput out) {
    PeerAddress peer = address(port, from);
    if (peers(label).add(peer)) {
      push(label, peer, out);
    }
  }

  private static PeerAddress address(int port, InetSocketAddress from) {
    return new PeerAddress(from.getAddress(), port == 0 ? from.getPort() : port);
  }

  /** A new peer, as if it had announced itself. */
  void push(String label, PeerAddress peer, DatagramOutput out) {
    Name name = QueryWriter.name(label + "." + domain);
    Message push = new Message(pushId++);
    push.getHeader().setFlag(Flags.RD);
    Name target = QueryWriter.name(peer.host().getHostAddress());
    push.addRecord(
        new SRVRecord(name, DClass.IN, 0, 0, 0, peer.port(), target), Section.ADDITIONAL);
    subscribers
        .getOrDefault(label, Set.of())
        .forEach(to -> out.send(0, ByteBuffer.wrap(push.toWire()), to));
  }

  int subscribed(String label) {
    return subscribers.getOrDefault(label, Set.of()).size();
  }

  @Override
  public void tick(long now, DatagramOutput out) {}

  @Override
  public long nextDeadline() {
    return Long.MAX_VALUE;
  }
}
