package io.waggle.mdnsdiscovery.wire;

import io.waggle.api.net.PeerAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a packet says about names under our domain.
 *
 * @param response whether it answers
 * @param questions the labels asked for, lower case
 * @param answers the TXT answers
 */
public record MulticastMessage(boolean response, List<String> questions, List<Answer> answers) {

  /**
   * One TXT record.
   *
   * @param label lower case
   * @param token of the node that answers
   * @param peers the address 0.0.0.0 stands for the sender of the packet
   * @param gone a port that the sender no longer listens on
   */
  public record Answer(
      String label, Optional<String> token, List<PeerAddress> peers, OptionalInt gone) {

    /** Keeps its own copy. */
    public Answer {
      peers = List.copyOf(peers);
    }
  }

  /** Keeps its own copies. */
  public MulticastMessage {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
  }

  /** Whether it says nothing that concerns us. */
  public boolean isEmpty() {
    return questions.isEmpty() && answers.isEmpty();
  }
}
