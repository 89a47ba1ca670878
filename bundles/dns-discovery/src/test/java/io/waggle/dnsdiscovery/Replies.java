package io.waggle.dnsdiscovery;

import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Replies as dnsjava makes them, with compressed names. */
final class Replies {

  private Replies() {}

  static byte[] txt(int id, String label, List<String> strings) {
    Name name = QueryWriter.name(label.isEmpty() ? "dat.local" : label + ".dat.local");
    Message reply = new Message(id);
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(Record.newRecord(name, Type.TXT, DClass.IN), Section.QUESTION);
    reply.addRecord(new TXTRecord(name, DClass.IN, 0, strings), Section.ANSWER);
    return reply.toWire();
  }
}
