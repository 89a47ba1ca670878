package io.waggle.mailbox.holder;

import static io.waggle.mailbox.record.Samples.NOW;
import static io.waggle.mailbox.record.Samples.proof;

import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Takes and deletes mail until it is killed, and says each time what it has acknowledged. */
final class LoneHolder {

  private static final HolderLimits LIMITS =
      new HolderLimits(
          1L << 30,
          1_000_000,
          1L << 28,
          100_000,
          1,
          1,
          1L << 30,
          100_000,
          100_000,
          SizeClass.K64,
          true);

  private LoneHolder() {}

  /** Argument: the folder. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Desk desk = new Desk(Path.of(args[0]), LIMITS);
    desk.from = PeerAddress.parse("127.0.0.1:1");
    for (int i = 0; ; i++) {
      Desk.Mail mail = Desk.Mail.of(i % 7, NOW);
      if (desk.put(mail) instanceof Answer.Said said
          && said.reply() instanceof MailReply.Stored
          && desk.holder.sync()) {
        out.print("stored " + mail.id() + " .\n");
        out.flush();
      }
      if (i % 3 == 0) {
        delete(desk, mail, out);
      }
      if (i % 10 == 0) {
        desk.holder.tick(NOW);
      }
    }
  }

  private static void delete(Desk desk, Desk.Mail mail, PrintStream out) {
    out.print("deleting " + mail.id() + " .\n");
    out.flush();
    desk.said(
        new MailQuery.Delete(Desk.OVERLAY, mail.box(), mail.id().name(), proof(1), Desk.TOKEN),
        MailReply.Deleted.class);
    out.print("deleted " + mail.id() + " .\n");
    out.flush();
  }
}
