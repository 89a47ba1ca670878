package io.waggle.mailbox.osgi;

import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.mailbox.post.PostOffice;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;
import java.util.Optional;
import java.util.Set;

/** Hears from holders that something new lies in a box. */
final class NewsHandler implements DhtQueryHandler {

  private final PostOffice office;

  NewsHandler(PostOffice office) {
    this.office = office;
  }

  @Override
  public Set<String> methods() {
    return Set.of("mb_new");
  }

  @Override
  public void handle(DhtQuery query, DhtResponder responder) {
    Optional<MailQuery> decoded = MailQuery.decode(query.method(), query.arguments());
    if (decoded.isPresent()
        && decoded.get() instanceof MailQuery.Fresh fresh
        && fresh.overlay().equals(office.overlay())) {
      office.told(fresh.box(), fresh.name(), query.from().address());
      responder.reply(new MailReply.Noted().encode());
    } else {
      responder.refuse(Refusal.PROTOCOL, "not of this overlay");
    }
  }
}
