package io.waggle.api.mail;

import io.waggle.api.net.PeerAddress;
import java.time.Instant;

/**
 * A node that has signed that it holds a mail.
 *
 * @param holder where it is
 * @param nodeKey the first digits of the key it signs with
 * @param since when it signed
 * @param held whether it held it when last asked
 */
public record MailCopy(PeerAddress holder, String nodeKey, Instant since, boolean held) {}
