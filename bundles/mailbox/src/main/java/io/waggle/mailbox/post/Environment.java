package io.waggle.mailbox.post;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.crypto.KeyVault;
import io.waggle.api.mail.MailEvent;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.net.Strand;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a mailbox needs of the machine.
 *
 * @param crypto the cryptography
 * @param vault open; closed with the mailbox
 * @param network the overlay, which may come and go
 * @param strand what happens one at a time
 * @param background where stamps are mined
 * @param events hears of everything, on the strand
 */
public record Environment(
    Crypto crypto,
    KeyVault vault,
    MailNetwork network,
    Strand strand,
    Executor background,
    Consumer<MailEvent> events) {}
