package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.dat.AnswerPlan.Slot;
import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.wire.MessageWriter.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is said on one link, and when. Touched by the engine's thread alone. */
final class LinkTalk {

  /** Many who answer spread over so much (RFC 6762 §6). */
  private static final long WIDEST_SPREAD = Duration.ofMillis(120).toNanos();

  private static final long SPREAD_PER_PEER = Duration.ofMillis(2).toNanos();

  private static final long CHECK_JITTER = Duration.ofMillis(500).toNanos();

  /** In a flood is asked so often, and up to half as long later. */
  private static final long REST_IN_A_FLOOD = Duration.ofSeconds(5).toNanos();

  /** Fifty thousand packets a second need not all be noticed. */
  private static final long FLOOD_NOTICED = Duration.ofMillis(500).toNanos();

  private final int socket;
  private final Link link;
  private final int port;
  private final Node node;
  private final BiConsumer<byte[], Integer> transmitter;
  private final Map<String, AskPlan> asks = new LinkedHashMap<>();
  private final AnswerPlan answers = new AnswerPlan();
  private final Echoes echoes = new Echoes();
  private long nextAsk = Long.MAX_VALUE;
  private long floodSeen;
  private boolean flooded;

  /**
   * A link that has just come up.
   *
   * @param port of the group
   * @param transmitter sends a packet to the group at a port
   */
  LinkTalk(int socket, Link link, int port, Node node, BiConsumer<byte[], Integer> transmitter) {
    this.socket = socket;
    this.link = link;
    this.port = port;
    this.node = node;
    this.transmitter = transmitter;
  }

  Link link() {
    return link;
  }

  /** Everything is asked and told as if for the first time. */
  void start(long now) {
    stop();
    for (TopicState topic : node.topics().values()) {
      if (topic.isWanted()) {
        ask(topic, now);
      }
      if (topic.isOurs()) {
        announce(topic.label(), now);
      }
    }
  }

  /** Nothing is asked or told any more. */
  void stop() {
    asks.clear();
    answers.clear();
    echoes.clear();
    nextAsk = Long.MAX_VALUE;
  }

  /** Somebody waits for peers of a topic. */
  void ask(TopicState topic, long now) {
    AskPlan plan = asks.get(topic.label());
    if (plan == null) {
      asks.put(topic.label(), new AskPlan(topic, now));
    } else if (!plan.isCheck() || now - plan.begun() > Duration.ofSeconds(1).toNanos()) {
      plan.restart(now);
    }
    nextAsk = Math.min(nextAsk, now);
  }

  void stopAsking(String label) {
    asks.remove(label);
  }

  /** We are at a topic from now on, or at another port. */
  void announce(String label, long now) {
    answers.announce(new Slot(port, label), now);
  }

  void stopAnswering(String label) {
    answers.forget(label);
  }

  void goodbye(String label, int gone) {
    transmitter.accept(node.writer().goodbye(label, gone, node.token()), port);
    node.meters().goodbyesOut().increment();
  }

  /** Whether a packet of questions is our own that comes back. */
  boolean isOwnQuestion(byte[] packet, long now) {
    return echoes.isOurs(packet, now);
  }

  /** Somebody asks: we answer if we are there, and need not ask ourselves. */
  void asked(List<String> labels, int askersPort, long now) {
    long restUntil = restUntil(now);
    long spread = -1;
    for (String label : labels) {
      TopicState topic = node.topics().get(label);
      if (topic != null && topic.isOurs()) {
        spread = spread < 0 ? spread(topic) : spread;
        if (!answers.owe(new Slot(askersPort, label), now, spread)) {
          node.meters().suppressedAnswers().increment();
        }
      }
      AskPlan plan = asks.get(label);
      if (plan != null && askersPort == port) {
        heard(plan, now, restUntil);
      }
    }
  }

  /** A question of others serves us as well: all hear the answers (RFC 6762 §7.3). */
  private void heard(AskPlan plan, long now, long restUntil) {
    if (plan.isCheck()) {
      plan.repeated(now);
    } else {
      plan.sweepBegins(now, restUntil, node.random().nextLong(CHECK_JITTER));
      nextAsk = Math.min(nextAsk, plan.next());
      node.meters().suppressedQuestions().increment();
    }
  }

  /**
   * A packet was left unread, as others will be that the system has no room for: what somebody said
   * who came just now is lost, and he won't say it again for a minute. So we ask. Our own answer
   * goes with that, and whoever hears it dials us.
   */
  void unread(long now) {
    if (flooded && now - floodSeen < FLOOD_NOTICED) {
      return;
    }
    flooded = true;
    floodSeen = now;
    long until = now + REST_IN_A_FLOOD + node.random().nextLong(REST_IN_A_FLOOD / 2);
    asks.values().forEach(plan -> plan.restNoLongerThan(until));
    nextAsk = asks.values().stream().mapToLong(AskPlan::next).min().orElse(Long.MAX_VALUE);
  }

  private long spread(TopicState topic) {
    long widest = Math.min(WIDEST_SPREAD, SPREAD_PER_PEER * Math.max(0, topic.peers() - 2));
    return widest == 0 ? 0 : node.random().nextLong(widest);
  }

  private long restUntil(long now) {
    long interval = node.settings().interval().toNanos();
    return now + interval + node.random().nextLong(Math.max(1, interval / 6));
  }

  /** When there is something to do. */
  long next() {
    return Math.min(nextAsk, answers.next());
  }

  /** Does what is due. */
  void tick(long now) {
    if (nextAsk <= now) {
      askDue(now);
    }
    answers.take(now).forEach(this::answer);
  }

  private void askDue(long now) {
    List<String> due = new ArrayList<>();
    long along = now + node.settings().interval().toNanos() / 4;
    boolean begins = asks.values().stream().anyMatch(p -> !p.isCheck() && p.next() <= now);
    long restUntil = restUntil(now);
    for (AskPlan plan : asks.values()) {
      if (plan.isCheck() && plan.next() <= now) {
        check(plan, now, due);
      } else if (begins && plan.mayGoAlong(along)) {
        plan.topic().purge(node.settings(), now);
        due.add(plan.topic().label());
        plan.sweepBegins(now, restUntil, 0);
      }
    }
    nextAsk = asks.values().stream().mapToLong(AskPlan::next).min().orElse(Long.MAX_VALUE);
    send(due, now);
  }

  private void check(AskPlan plan, long now, List<String> due) {
    if (isMissing(plan)) {
      if (plan.isJustAsked(now)) {
        node.meters().suppressedQuestions().increment();
      } else {
        due.add(plan.topic().label());
        node.meters().repeatedQuestions().increment();
      }
    }
    plan.checked(now);
  }

  private boolean isMissing(AskPlan plan) {
    TopicState topic = plan.topic();
    return topic.isAnybodyUnheard(socket, plan.begunBefore(), plan.begun())
        || (plan.isFresh() && !topic.isAnybodyKnown(socket));
  }

  /** Our own answer goes with our question: nobody else will ask now. */
  private void send(List<String> labels, long now) {
    for (byte[] packet : node.writer().questions(labels)) {
      echoes.sent(packet, now);
      transmitter.accept(packet, port);
    }
    node.meters().questionsOut().add(labels.size());
    for (String label : labels) {
      if (Optional.ofNullable(node.topics().get(label)).filter(TopicState::isOurs).isPresent()) {
        answers.owe(new Slot(port, label), now, 0);
      }
    }
  }

  private void answer(int toPort, List<String> labels) {
    List<Presence> presences = new ArrayList<>();
    for (String label : labels) {
      TopicState topic = node.topics().get(label);
      if (topic != null && topic.isOurs()) {
        presences.add(new Presence(label, topic.ports()));
      }
    }
    if (presences.isEmpty()) {
      return;
    }
    node.writer().answers(presences, node.token()).forEach(p -> transmitter.accept(p, toPort));
    node.meters().answersOut().add(presences.size());
  }
}
