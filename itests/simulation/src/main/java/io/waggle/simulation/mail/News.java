package io.waggle.simulation.mail;

import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import java.util.Set;

/** Brings what holders tell to somebody's mailbox. */
record News(Correspondent to) implements DhtQueryHandler {

  @Override
  public Set<String> methods() {
    return Set.of("mb_new");
  }

  @Override
  public void handle(DhtQuery query, DhtResponder responder) {
    MailQuery.decode(query.method(), query.arguments())
        .filter(q -> q instanceof MailQuery.Fresh && to.isRunning())
        .map(MailQuery.Fresh.class::cast)
        .ifPresent(
            fresh -> {
              to.office().told(fresh.box(), fresh.name(), query.from().address());
              responder.reply(new MailReply.Noted().encode());
            });
  }
}
