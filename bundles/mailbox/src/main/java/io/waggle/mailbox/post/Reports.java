package io.waggle.mailbox.post;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.NodeId;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailId;
import io.waggle.api.mail.MailState;
import io.waggle.api.mail.ReceivedMail;
import io.waggle.mailbox.inbox.InboxEntry;
import io.waggle.mailbox.inbox.InboxStore;
import io.waggle.mailbox.inbox.Trace;
import io.waggle.mailbox.mime.StatusReport;
import io.waggle.mailbox.outbox.OutboxEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Tells a sender, by a mail in its own inbox, of what is not delivered (RFC 3464). */
final class Reports {

  private final InboxStore store;
  private final Consumer<InboxEntry> news;

  Reports(InboxStore store, Consumer<InboxEntry> news) {
    this.store = store;
    this.news = news;
  }

  void delayed(OutboxEntry entry, MailId id, Instant now) throws IOException {
    String text =
        "Your mail was not picked up yet: "
            + entry.view().words(now)
            + ".\r\nIt stays available until "
            + entry.draft().expires()
            + ", and nothing needs to be done.\r\n";
    write(entry, id, now, "Not picked up yet: ", text, "delayed", "4.4.7");
  }

  void failed(OutboxEntry entry, MailId id, Instant now) throws IOException {
    boolean late = entry.state() == MailState.EXPIRED;
    String text = "Your mail was not delivered: " + entry.view().words(now) + ".\r\n";
    write(entry, id, now, "Not delivered: ", text, "failed", late ? "5.4.7" : "5.1.0");
  }

  private void write(
      OutboxEntry entry,
      MailId id,
      Instant now,
      String title,
      String text,
      String action,
      String code)
      throws IOException {
    String own = entry.draft().from().asMail();
    Letter letter =
        new Letter(
            own,
            List.of(own),
            title + entry.draft().subject(),
            now,
            Optional.of(id.brief() + ".status@waggle.alt"),
            Optional.empty(),
            text,
            List.of());
    ByteString message =
        StatusReport.compose(
            letter,
            new StatusReport.Fact(
                action, code, entry.draft().to().asMail(), entry.draft().id().toString()));
    ReceivedMail mail =
        new ReceivedMail(
            id,
            entry.draft().from(),
            entry.draft().from(),
            letter.subject(),
            message.length(),
            now,
            now,
            false,
            false);
    Trace nowhere = new Trace(id.bytes(), NodeId.of(0, 0, 0), ByteString.EMPTY, now);
    InboxEntry report = new InboxEntry(mail, nowhere);
    store.add(report, message);
    news.accept(report);
  }
}
