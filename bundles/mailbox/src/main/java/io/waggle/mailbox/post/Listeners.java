package io.waggle.mailbox.post;

import io.waggle.api.mail.MailEvent;
import io.waggle.api.mail.MailListener;
import io.waggle.api.mail.Mailbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who hear of a mailbox; one that throws harms nobody. */
public final class Listeners implements Consumer<MailEvent> {

  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final List<MailListener> all = new CopyOnWriteArrayList<>();

  /** Adds one. */
  public Mailbox.Registration add(MailListener listener) {
    all.add(listener);
    return () -> all.remove(listener);
  }

  /** Removes one. */
  public void remove(MailListener listener) {
    all.remove(listener);
  }

  @Override
  public void accept(MailEvent event) {
    for (MailListener listener : all) {
      try {
        listener.event(event);
      } catch (RuntimeException e) {
        log.warn("a listener of the mailbox failed", e);
      }
    }
  }
}
