package io.waggle.dnsdiscovery;

import io.waggle.api.net.PeerAddress;
import io.waggle.common.dat.Attributes;
import java.util.List;
import java.util.Optional;

/**
 * What a server said, as far as it concerns us. Names are relative to the domain; the domain itself
 * is the empty label.
 *
 * @param id of the message
 * @param response whether it answers a query of ours; otherwise it is a query, such as a push
 * @param rcode 0 for no error
 * @param question the label asked for; empty if there was no question or one of another domain
 * @param asked whether there was a question at all
 * @param answers the TXT answers under the domain
 * @param pushes the SRV records among answers and additionals
 */
record ServerMessage(
    int id,
    boolean response,
    int rcode,
    boolean asked,
    Optional<String> question,
    List<Answer> answers,
    List<Push> pushes) {

  /** A TXT record. */
  record Answer(String label, long ttlSeconds, Attributes attributes) {}

  /** An SRV record; the address 0.0.0.0 stands for the sender. */
  record Push(String label, PeerAddress peer) {}

  ServerMessage {
    answers = List.copyOf(answers);
    pushes = List.copyOf(pushes);
  }

  /** The token of the first answer that has a sound one. */
  Optional<String> token() {
    return answers.stream()
        .flatMap(a -> a.attributes().text("token").stream())
        .filter(TokenSlot::isToken)
        .findFirst();
  }

  /** Whether it can be the reply to a question for that label. */
  boolean answersTo(String label) {
    return !asked || question.filter(label::equals).isPresent();
  }
}
