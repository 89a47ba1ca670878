package io.waggle.mailbox.direct;

import io.waggle.api.crypto.Crypto;
import io.waggle.mailbox.net.Strand;
import java.time.Instant;

/**
 * What both sides of a connection work with.
 *
 * @param desk takes what is handed over to us
 */
record DirectSite(Crypto crypto, Strand strand, Desk desk) {

  Instant now() {
    return strand.now();
  }
}
