package io.waggle.shell.osgi;

import io.waggle.api.mail.HolderStatus;
import io.waggle.api.mail.MailFormat;
import io.waggle.api.mail.Mailbox;
import io.waggle.shell.MailServices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Follows the mail services; every one of them may be missing. */
@Component(service = MailFollower.class)
public final class MailFollower {

  private final SortedMap<Long, Mailbox> mailboxes = new ConcurrentSkipListMap<>();

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile MailFormat format;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile HolderStatus holder;

  MailServices services() {
    return new MailServices(
        () -> List.copyOf(mailboxes.values()),
        () -> Optional.ofNullable(format),
        () -> Optional.ofNullable(holder));
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMailbox(Mailbox mailbox, Map<String, Object> properties) {
    mailboxes.put((Long) properties.get(Constants.SERVICE_ID), mailbox);
  }

  void removeMailbox(Mailbox mailbox, Map<String, Object> properties) {
    mailboxes.remove((Long) properties.get(Constants.SERVICE_ID));
  }
}
