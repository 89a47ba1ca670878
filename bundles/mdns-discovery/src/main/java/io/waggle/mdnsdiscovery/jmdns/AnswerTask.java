package io.waggle.mdnsdiscovery.jmdns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimerTask;
import javax.jmdns.impl.DNSIncoming;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSQuestion;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.constants.DNSConstants;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a query: what was asked and is not known already (RFC 6762 §7.1) as answers, what is
 * needed to use it beside them (RFC 6763 §12). JmDNS's own knows one subtype and tells all again.
 */
final class AnswerTask extends TimerTask {

  /** Response, authoritative. */
  static final int RESPONSE = 0x8400;

  private static final Logger log = LoggerFactory.getLogger(AnswerTask.class);

  private final LinkDns dns;
  private final DNSIncoming in;
  private final InetSocketAddress to;
  private final boolean legacy;

  /**
   * An answer to be given.
   *
   * @param to the group, or who wants it alone
   */
  AnswerTask(LinkDns dns, DNSIncoming in, InetSocketAddress to) {
    this.dns = dns;
    this.in = in;
    this.to = to;
    this.legacy = to.getPort() != DNSConstants.MDNS_PORT;
  }

  /** In milliseconds: none for names that are ours alone, else spread (RFC 6762 §6, §7.2). */
  long delay() {
    int random = LinkDns.getRandom().nextInt(100);
    if (in.isTruncated()) {
      return 400L + random;
    }
    boolean alone = in.getQuestions().stream().allMatch(q -> q.iAmTheOnlyOne(dns));
    return alone ? 0 : 20L + random;
  }

  @Override
  public void run() {
    try {
      dns.respondToQuery(in);
      if (PublishedService.isOut(dns)) {
        answer();
      }
    } catch (RuntimeException e) {
      // A wall: the timer is everybody's, and an error would end it.
      log.warn("an answer failed", e);
    }
  }

  private void answer() {
    Set<DNSRecord> answers = new LinkedHashSet<>();
    Set<DNSRecord> beside = new LinkedHashSet<>();
    for (DNSQuestion each : in.getQuestions()) {
      if (each.getRecordType() == DNSRecordType.TYPE_PTR) {
        pointers(each, answers, beside);
      } else {
        each.addAnswers(dns, answers);
      }
    }
    answers.forEach(AnswerTask::shorten);
    answers.removeIf(this::isKnown);
    if (!answers.isEmpty()) {
      beside.removeAll(answers);
      send(answers, beside);
    }
  }

  private void pointers(DNSQuestion question, Set<DNSRecord> answers, Set<DNSRecord> beside) {
    if (question.isServicesDiscoveryMetaQuery()) {
      question.addAnswers(dns, answers);
      return;
    }
    for (PublishedService service : dns.published()) {
      boolean asked =
          question.getName().equalsIgnoreCase(service.getType())
              || service.hasSubtype(question.getName());
      if (asked && PublishedService.isOut(service)) {
        DNSRecord pointer = service.pointer(question.getName(), PublishedService.TTL);
        answers.add(pointer);
        if (!isKnown(pointer)) {
          beside.addAll(
              service.answers(
                  DNSRecordClass.CLASS_ANY, true, PublishedService.TTL, dns.getLocalHost(), "-"));
          beside.removeIf(r -> r.getRecordType() == DNSRecordType.TYPE_PTR);
          beside.addAll(dns.hostRecords());
        }
      }
    }
  }

  private static void shorten(DNSRecord address) {
    boolean host =
        address.getRecordType() == DNSRecordType.TYPE_A
            || address.getRecordType() == DNSRecordType.TYPE_AAAA;
    if (host) {
      address.setTTL(PublishedService.HOST_TTL);
    }
  }

  /** Whether the asker has it with more than half of its life left. */
  private boolean isKnown(DNSRecord record) {
    return in.getAnswers().stream()
        .anyMatch(known -> known.equals(record) && known.getTTL() > record.getTTL() / 2);
  }

  private DNSOutgoing outgoing() {
    DNSOutgoing out = new DNSOutgoing(RESPONSE, !legacy, in.getSenderUDPPayload());
    out.setDestination(to);
    if (legacy) {
      out.setId(in.getId());
      for (DNSQuestion each : in.getQuestions()) {
        addQuestion(out, each);
      }
    }
    return out;
  }

  private static void addQuestion(DNSOutgoing out, DNSQuestion question) {
    try {
      out.addQuestion(question);
    } catch (IOException e) {
      log.debug("no room for a question");
    }
  }

  private void send(Collection<DNSRecord> answers, Collection<DNSRecord> beside) {
    DNSOutgoing out = outgoing();
    for (DNSRecord each : answers) {
      out = add(dns, out, each, Optional.of(this));
    }
    for (DNSRecord each : beside) {
      try {
        out.addAdditionalAnswer(in, each);
      } catch (IOException e) {
        break;
      }
    }
    dns.send(out);
  }

  /** Adds a record; what has no room is sent before. */
  static DNSOutgoing add(
      LinkDns dns, DNSOutgoing out, DNSRecord record, Optional<AnswerTask> task) {
    try {
      out.addAnswer(record, 0);
      return out;
    } catch (IOException full) {
      dns.send(out);
      DNSOutgoing next = task.map(AnswerTask::outgoing).orElseGet(() -> new DNSOutgoing(RESPONSE));
      try {
        next.addAnswer(record, 0);
      } catch (IOException e) {
        log.debug("a record has no room in a packet");
      }
      return next;
    }
  }
}
