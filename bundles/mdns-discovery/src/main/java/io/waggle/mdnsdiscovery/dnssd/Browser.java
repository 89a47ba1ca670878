package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.common.limit.TokenBucket;
import io.waggle.mdnsdiscovery.link.Acquaintances;
import io.waggle.mdnsdiscovery.link.Link;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** Asks on one link, and remembers what it is told. Touched by the engine's thread alone. */
final class Browser {

  /** Whatever others make us ask: so many packets a second, and so many at once. */
  static final int PACKETS_SECOND = 10;

  private static final int BURST = 20;

  /** What is missing is asked for after so long, at the earliest. */
  private static final long SOON = Duration.ofMillis(100).toNanos();

  private final Link link;
  private final RandomGenerator random;
  private final DnssdMeters meters;
  private final Consumer<byte[]> transmitter;
  private final ServiceTable table;
  private final Map<String, QuestionPlan> plans = new LinkedHashMap<>();
  private final TokenBucket budget;
  private long next = Long.MAX_VALUE;

  Browser(
      Link link,
      DnssdSettings settings,
      Acquaintances met,
      RandomGenerator random,
      DnssdMeters meters,
      Consumer<byte[]> transmitter,
      long now) {
    this.link = link;
    this.random = random;
    this.meters = meters;
    this.transmitter = transmitter;
    this.table = new ServiceTable(link, settings.services(), met, random);
    this.budget = new TokenBucket(PACKETS_SECOND, BURST, now);
  }

  Link link() {
    return link;
  }

  ServiceTable table() {
    return table;
  }

  /** Somebody waits for peers of a topic: the plan begins anew. */
  void ask(String label, long now) {
    plans.put(label, new QuestionPlan(now, random.nextDouble()));
    plan();
  }

  /** Nobody looks for a topic any more. */
  void stopAsking(String label) {
    plans.remove(label);
    table.forget(label);
    plan();
  }

  /** A packet has told something; returns whether that changes anything. */
  boolean told(List<HeardRecord> records, InetAddress from, long now) {
    boolean any = false;
    for (HeardRecord each : records) {
      any |= table.heard(each, from, plans::containsKey, now);
    }
    if (any) {
      // Looked at when the first of it can be due, not for each packet of a flood.
      next = Math.min(next, now + SOON);
    }
    return any;
  }

  /** When there is something to do. */
  long next() {
    return next;
  }

  private void plan() {
    next = table.next();
    plans.values().forEach(plan -> next = Math.min(next, plan.next()));
  }

  /** Does what is due; returns whether somebody is known no more. */
  boolean tick(long now) {
    if (next > now) {
      return false;
    }
    boolean gone = table.expire(now);
    long wait = budget.waitFor(now);
    if (wait > 0) {
      meters.postponed().increment();
      next = now + wait;
      return gone;
    }
    Set<Question> questions = new LinkedHashSet<>();
    List<KnownAnswer> known = new ArrayList<>();
    plans.forEach((label, plan) -> askTopic(label, plan, questions, known, now));
    questions.addAll(table.takeDue(now));
    send(questions, known, now);
    plan();
    return gone;
  }

  private void askTopic(
      String label, QuestionPlan plan, Set<Question> questions, List<KnownAnswer> known, long now) {
    if (plan.next() > now) {
      return;
    }
    plan.asked(now);
    for (Name type : ServiceNames.TYPES) {
      questions.add(new Question(ServiceNames.topic(label, type), Type.PTR));
      known.addAll(table.known(label, type, now));
    }
  }

  private void send(Set<Question> questions, List<KnownAnswer> known, long now) {
    List<byte[]> packets = QuestionWriter.write(List.copyOf(questions), known);
    meters.questionsOut().add(questions.size());
    for (byte[] each : packets) {
      budget.take(now);
      transmitter.accept(each);
    }
  }
}
