package io.waggle.api.mail;

import io.waggle.api.dht.ByteString;
import org.osgi.annotation.versioning.ProviderType;

/** Messages of RFC 5322 with MIME, written and read. A service; any thread may call. */
@ProviderType
public interface MailFormat {

  /** Writes a letter. */
  ByteString compose(Letter letter);

  /**
   * Reads a message, as far as it can be made out; damaged ones give what is legible.
   *
   * @throws MailException if nothing is
   */
  Letter read(ByteString message) throws MailException;
}
