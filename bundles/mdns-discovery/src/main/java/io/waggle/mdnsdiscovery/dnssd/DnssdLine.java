package io.waggle.mdnsdiscovery.dnssd;

import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.SenderBook;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A link that is up: who is heard there, what is asked, and who answers for us. */
final class DnssdLine {

  private final int socket;
  private final Browser browser;
  private final SenderBook senders;
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private volatile Optional<Responder> responder = Optional.empty();
  private volatile String problem = "";

  DnssdLine(int socket, Browser browser, SenderBook senders) {
    this.socket = socket;
    this.browser = browser;
    this.senders = senders;
  }

  int socket() {
    return socket;
  }

  Link link() {
    return browser.link();
  }

  Browser browser() {
    return browser;
  }

  SenderBook senders() {
    return senders;
  }

  LongAdder received() {
    return received;
  }

  LongAdder sent() {
    return sent;
  }

  Optional<Responder> responder() {
    return responder;
  }

  /** Why nothing can be announced here; empty if it can. */
  String problem() {
    return problem;
  }

  void failed(String newProblem) {
    problem = newProblem;
  }

  void answersBy(Responder newResponder) {
    responder = Optional.of(newResponder);
    problem = "";
  }

  void publish(Collection<OwnService> services) {
    responder.ifPresent(r -> r.publish(services));
  }

  /** Takes leave. */
  void end() {
    responder.ifPresent(Responder::close);
    responder = Optional.empty();
  }
}
