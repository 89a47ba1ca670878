package io.waggle.mailbox.outbox;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.mail.Address;
import io.waggle.mailbox.contacts.AddressBook;
import io.waggle.mailbox.contacts.ContactCard;
import io.waggle.mailbox.identity.WriteKey;
import io.waggle.mailbox.profile.ProfileFinder;
import io.waggle.mailbox.record.Profile;
import io.waggle.mailbox.record.RecipientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides how a recipient is reached: a contact that was heard of lately in its private box,
 * anybody else at the front door by the keys of the profile.
 */
final class Router {

  /** After that a contact may have lost its keys: the profile is safer (MAIL.md §2). */
  private static final Duration LATELY = Duration.ofDays(45);

  private final Crypto crypto;
  private final AddressBook book;
  private final ProfileFinder profiles;

  Router(Crypto crypto, AddressBook book, ProfileFinder profiles) {
    this.crypto = crypto;
    this.book = book;
    this.profiles = profiles;
  }

  CompletionStage<Route> route(Address from, Address to, Instant now) {
    Optional<ContactCard> card =
        book.get(from, to).filter(c -> c.keySent().plus(LATELY).isAfter(now));
    if (card.isPresent() && card.get().key().isPresent() && card.get().grant().isPresent()) {
      WriteKey write = WriteKey.of(crypto, card.get().grant().get().secret(), WriteKey.epoch(now));
      return CompletableFuture.completedFuture(
          new Route(card.get().key().get(), write.box(), Optional.of(write), 0));
    }
    return profiles.find(to).thenCompose(found -> frontDoor(to, found));
  }

  private static CompletionStage<Route> frontDoor(Address to, Optional<Profile> found) {
    if (found.isEmpty()) {
      return CompletableFuture.failedFuture(
          Undeliverable.yet("the recipient's keys are not in the network yet"));
    }
    Profile profile = found.get();
    Optional<String> never = never(profile);
    if (never.isPresent()) {
      return CompletableFuture.failedFuture(Undeliverable.ever(never.get()));
    }
    return CompletableFuture.completedFuture(
        new Route(
            profile.sealingKey(),
            new RecipientId(to.fingerprint()).frontDoor(),
            Optional.empty(),
            profile.stampBits()));
  }

  private static Optional<String> never(Profile profile) {
    if (profile.successor().isPresent()) {
      return Optional.of(
          "the recipient has moved to " + new Address(profile.successor().get().bytes()));
    }
    if (profile.revoked()) {
      return Optional.of("the recipient has given up this address");
    }
    return profile.strangers()
        ? Optional.empty()
        : Optional.of("the recipient takes no mail from strangers");
  }
}
