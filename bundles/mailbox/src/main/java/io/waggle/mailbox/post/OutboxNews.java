package io.waggle.mailbox.post;

import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailId;
import io.waggle.mailbox.outbox.Draft;
import io.waggle.mailbox.outbox.Outbox;
import io.waggle.mailbox.outbox.OutboxEntry;
import io.waggle.mailbox.outbox.Sealed;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells the listeners of a mailbox, and its person, what becomes of mails. */
final class OutboxNews implements Outbox.Listener {

  private final PostOffice office;
  private final Reports reports;

  OutboxNews(PostOffice office, Reports reports) {
    this.office = office;
    this.reports = reports;
  }

  @Override
  public void progress(OutboxEntry entry) {
    if (entry.draft().receiptFor().isEmpty()) {
      office
          .environment
          .events()
          .accept(new MailEvent.Progress(office.settings.name(), entry.view()));
    }
  }

  @Override
  public void needless(Sealed sealed, Draft draft) {
    office.deleteFromNodes(sealed, draft.proof());
  }

  @Override
  public void delayed(OutboxEntry entry) {
    report(entry, false);
  }

  @Override
  public void failed(OutboxEntry entry) {
    report(entry, true);
  }

  private void report(OutboxEntry entry, boolean over) {
    if (!office.settings.reports() || entry.draft().receiptFor().isPresent()) {
      return;
    }
    MailId id = MailId.of(office.environment.crypto().random(MailId.LENGTH));
    try {
      if (over) {
        reports.failed(entry, id, office.now());
      } else {
        reports.delayed(entry, id, office.now());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
