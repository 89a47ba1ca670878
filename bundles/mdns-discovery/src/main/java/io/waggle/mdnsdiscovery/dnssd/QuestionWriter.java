package io.waggle.mdnsdiscovery.dnssd;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Writes questions, in packets that fit into a frame of Ethernet. */
final class QuestionWriter {

  /** Of 1500 bytes, without the headers of IPv6 and UDP. */
  private static final int LARGEST = 1452;

  /** A name of ours in full with what follows it; all but the first are compressed. */
  private static final int QUESTION = 90;

  private static final int ANSWER = 130;

  private static final int QUESTIONS = LARGEST / QUESTION;

  private QuestionWriter() {}

  /**
   * The packets. A packet that does not hold all known answers says so, and the rest follows in
   * packets without questions (RFC 6762 §7.2).
   */
  static List<byte[]> write(List<Question> questions, List<KnownAnswer> known) {
    List<byte[]> packets = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += QUESTIONS) {
      List<Question> these = questions.subList(from, Math.min(from + QUESTIONS, questions.size()));
      List<KnownAnswer> theirs =
          known.stream()
              .filter(k -> these.stream().anyMatch(q -> q.name().equals(k.name())))
              .toList();
      write(these, theirs, packets);
    }
    return packets;
  }

  private static void write(
      List<Question> questions, List<KnownAnswer> known, List<byte[]> packets) {
    int room = (LARGEST - questions.size() * QUESTION) / ANSWER;
    int done = Math.min(Math.max(0, room), known.size());
    packets.add(packet(questions, known.subList(0, done), done < known.size()));
    while (done < known.size()) {
      int end = Math.min(done + LARGEST / ANSWER, known.size());
      packets.add(packet(List.of(), known.subList(done, end), end < known.size()));
      done = end;
    }
  }

  private static byte[] packet(List<Question> questions, List<KnownAnswer> known, boolean more) {
    Message message = new Message(0);
    for (Question each : questions) {
      message.addRecord(Record.newRecord(each.name(), each.type(), DClass.IN), Section.QUESTION);
    }
    for (KnownAnswer each : known) {
      message.addRecord(
          new PTRRecord(each.name(), DClass.IN, each.ttl(), each.target()), Section.ANSWER);
    }
    if (more) {
      message.getHeader().setFlag(Flags.TC);
    }
    return message.toWire();
  }
}
