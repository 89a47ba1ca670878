package io.waggle.mailbox.osgi;

import io.waggle.api.dht.ByteString;
import io.waggle.api.mail.Letter;
import io.waggle.api.mail.MailException;
import io.waggle.api.mail.MailFormat;
import io.waggle.mailbox.mime.MimeFormat;
import org.osgi.service.component.annotations.Component;

/** Publishes the writing and reading of messages. */
@Component(service = MailFormat.class)
public final class MailFormatComponent implements MailFormat {

  private final MimeFormat format = new MimeFormat();

  @Override
  public ByteString compose(Letter letter) {
    return format.compose(letter);
  }

  @Override
  public Letter read(ByteString message) throws MailException {
    return format.read(message);
  }
}
