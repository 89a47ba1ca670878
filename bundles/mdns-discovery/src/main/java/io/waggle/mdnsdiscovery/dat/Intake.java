package io.waggle.mdnsdiscovery.dat;

import io.waggle.api.net.PeerAddress;
import io.waggle.mdnsdiscovery.dat.KnownPeer.Spot;
import io.waggle.mdnsdiscovery.dat.TopicState.Heard;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.wire.MessageReader;
import io.waggle.mdnsdiscovery.wire.MulticastMessage;
import io.waggle.mdnsdiscovery.wire.MulticastMessage.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is heard: drops before it reads, reads before it believes. Touched by the engine's
 * thread alone.
 */
final class Intake {

  private final Node node;
  private final DatMeters meters;
  private final Collection<Line> lines;

  /**
   * For a node.
   *
   * @param lines all that are up, as they come and go
   */
  Intake(Node node, Collection<Line> lines) {
    this.node = node;
    this.meters = node.meters();
    this.lines = lines;
  }

  void datagram(long now, Instant date, Line line, ByteBuffer packet, InetSocketAddress from) {
    line.received().increment();
    meters.packetsIn().increment();
    InetAddress sender = from.getAddress();
    boolean self = line.link().isOwn(sender);
    if (!self && !line.link().isOnLink(sender)) {
      meters.offLink().increment();
    } else if (!line.senders().admits(sender, self, now, date)) {
      meters.overLimit().increment();
      line.talk().unread(now);
    } else {
      read(now, line, packet, from);
    }
  }

  private void read(long now, Line line, ByteBuffer packet, InetSocketAddress from) {
    byte[] bytes = new byte[Math.min(packet.remaining(), MessageReader.LARGEST + 1)];
    packet.get(bytes);
    Optional<MulticastMessage> message = node.reader().read(bytes);
    if (message.isEmpty()) {
      meters.malformed().increment();
      line.senders().unreadable(from.getAddress());
    } else if (message.get().isEmpty()) {
      meters.foreign().increment();
    } else if (message.get().response()) {
      message.get().answers().forEach(answer -> told(now, line, answer, from.getAddress()));
    } else if (line.link().isOwn(from.getAddress()) && line.talk().isOwnQuestion(bytes, now)) {
      meters.ownQuestions().add(message.get().questions().size());
    } else {
      asked(now, line, message.get().questions(), from);
    }
  }

  private void asked(long now, Line line, List<String> labels, InetSocketAddress from) {
    meters.questionsIn().add(labels.size());
    line.senders().asked(from.getAddress(), labels.size(), labels.get(labels.size() - 1));
    line.talk().asked(labels, from.getPort(), now);
  }

  private void told(long now, Line line, Answer answer, InetAddress from) {
    if (node.isOwn(answer.token())) {
      meters.ownAnswers().increment();
      return;
    }
    meters.answersIn().increment();
    line.senders().told(from, answer.label());
    TopicState topic = node.topics().get(answer.label());
    if (topic == null || !topic.isWanted()) {
      meters.unwantedAnswers().increment();
      return;
    }
    answer.gone().ifPresent(port -> gone(line, topic, new PeerAddress(from, port), answer));
    answer.peers().forEach(entry -> named(now, line, topic, entry, answer, from));
  }

  private void gone(Line line, TopicState topic, PeerAddress peer, Answer answer) {
    if (topic.goodbye(new Spot(line.socket(), peer), answer.token())) {
      meters.goodbyesIn().increment();
    }
  }

  /** An address written out is believed only if it is of this very network. */
  private void named(
      long now, Line line, TopicState topic, PeerAddress entry, Answer answer, InetAddress from) {
    boolean implied = entry.host().isAnyLocalAddress();
    PeerAddress peer = implied ? new PeerAddress(from, entry.port()) : entry;
    if (peer.port() == 0 || !(implied || line.link().isOnLink(peer.host()))) {
      meters.offLink().increment();
    } else if (!isTwin(line.link(), topic, peer, answer.token())) {
      count(topic.heard(new Spot(line.socket(), peer), answer.token(), node.settings(), now));
    }
  }

  private void count(Heard heard) {
    if (heard == Heard.TOLD) {
      meters.peers().increment();
    } else if (heard == Heard.REFUSED) {
      meters.refusedPeers().increment();
    }
  }

  /** Whether a node heard by IPv6 is known by IPv4 on the same interface: one address is enough. */
  private boolean isTwin(Link link, TopicState topic, PeerAddress peer, Optional<String> token) {
    if (!link.ipv6()) {
      return false;
    }
    for (Line other : lines) {
      boolean sameInterface = !other.link().ipv6() && other.link().index() == link.index();
      if (sameInterface && topic.isKnownOn(other.socket(), token, peer.port())) {
        return true;
      }
    }
    return false;
  }
}
