package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.identity.BoxSecret;
import io.waggle.mailbox.identity.Identities;
import io.waggle.mailbox.identity.Identity;
import io.waggle.mailbox.identity.SealingKey;
import io.waggle.mailbox.record.RecipientId;
import io.waggle.mailbox.seal.Content;
import io.waggle.mailbox.seal.Grant;
import io.waggle.mailbox.seal.MailBody;
import io.waggle.mailbox.seal.MailSealer;
import io.waggle.mailbox.seal.Manifest;
import io.waggle.mailbox.seal.SealedRecord;
import io.waggle.mailbox.seal.TooLongException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes a draft a sealed record. Every mail brings our private box, and our newest key unless the
 * contact has used it already.
 */
final class Wrapper {

  private static final Duration LONGEST_LIFE = Duration.ofDays(30);

  private final Crypto crypto;
  private final Identities identities;
  private final AddressBook book;

  Wrapper(Crypto crypto, Identities identities, AddressBook book) {
    this.crypto = crypto;
    this.identities = identities;
    this.book = book;
  }

  SealedRecord seal(Draft draft, ByteString message, Route route, Instant now)
      throws IOException, TooLongException, Undeliverable {
    Optional<Grant> grant = grant(draft);
    Content content =
        draft
            .receiptFor()
            .map(id -> Content.receipt(id, grant))
            .orElseGet(() -> Content.of(message, grant, draft.receiptWanted()));
    return seal(draft, content, route, now);
  }

  /** One whose chunks are laid down. */
  SealedRecord seal(Draft draft, Manifest manifest, Route route, Instant now)
      throws IOException, TooLongException, Undeliverable {
    return seal(draft, Content.of(manifest, grant(draft), draft.receiptWanted()), route, now);
  }

  private SealedRecord seal(Draft draft, Content content, Route route, Instant now)
      throws IOException, TooLongException, Undeliverable {
    Identity sender =
        identities
            .get(draft.from())
            .orElseThrow(() -> Undeliverable.ever("its sender is no identity any more"));
    MailBody body =
        new MailBody(
            sender.publicKey(), draft.id(), now, draft.proof(), replyKey(draft, now), content);
    MailSealer.Target target =
        new MailSealer.Target(
            new RecipientId(draft.to().fingerprint()), route.key(), route.box(), life(draft, now));
    return new MailSealer(crypto).seal(body, sender.seed().toBytes(), target, now);
  }

  private static Duration life(Draft draft, Instant now) {
    Duration left = Duration.between(now, draft.expires());
    return left.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : left;
  }

  private Optional<ByteString> replyKey(Draft draft, Instant now) throws IOException {
    SealingKey key = identities.ring(draft.from()).replyKey(draft.to(), now);
    boolean used =
        book.get(draft.from(), draft.to()).map(c -> c.usedKey().equals(key.name())).orElse(false);
    return used ? Optional.empty() : Optional.of(key.publicKey());
  }

  private Optional<Grant> grant(Draft draft) throws IOException {
    BoxSecret box = identities.boxes(draft.from()).current();
    return Optional.of(new Grant(box.secret(), box.generation()));
  }
}
