package io.waggle.mailbox.outbox;

import io.waggle.api.mail.MailState;
import io.waggle.api.mail.MailStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mail to one recipient and how far it is. Immutable; each change is a new one, and is durable
 * before anybody hears of it.
 *
 * @param draft what never changes
 * @param state how far it is
 * @param changed since when
 * @param detail for a person; may be empty
 * @param sealed what is laid down, once it is sealed
 * @param copies who has signed for it
 * @param wanted how many copies are aimed at
 * @param delayTold whether the sender was told that it takes long
 * @param direct whether the recipient took it from this node
 */
public record OutboxEntry(
    Draft draft,
    MailState state,
    Instant changed,
    String detail,
    Optional<Sealed> sealed,
    List<Copy> copies,
    int wanted,
    boolean delayTold,
    boolean direct) {

  /** Copies aimed at (MAIL.md §8). */
  public static final int COPIES = 8;

  /** Copies that are enough to call it stored. */
  public static final int ENOUGH = 5;

  /** Keeps its own copy. */
  public OutboxEntry {
    copies = List.copyOf(copies);
  }

  /** A mail that was just handed in. */
  public static OutboxEntry of(Draft draft) {
    return new OutboxEntry(
        draft,
        MailState.WAITING,
        draft.created(),
        "",
        Optional.empty(),
        List.of(),
        COPIES,
        false,
        false);
  }

  /** In another state. */
  public OutboxEntry in(MailState next, Instant now, String why) {
    Instant when = next == state ? changed : now;
    return new OutboxEntry(draft, next, when, why, sealed, copies, wanted, delayTold, direct);
  }

  OutboxEntry sealed(Sealed fresh) {
    return new OutboxEntry(
        draft, state, changed, detail, Optional.of(fresh), copies, wanted, delayTold, direct);
  }

  OutboxEntry wanted(int number) {
    return new OutboxEntry(
        draft, state, changed, detail, sealed, copies, number, delayTold, direct);
  }

  OutboxEntry copies(List<Copy> now) {
    return new OutboxEntry(draft, state, changed, detail, sealed, now, wanted, delayTold, direct);
  }

  OutboxEntry with(Copy copy) {
    List<Copy> all = new ArrayList<>(copies);
    all.removeIf(c -> c.nodeKey().equals(copy.nodeKey()));
    all.add(copy);
    return copies(all);
  }

  OutboxEntry delayWasTold() {
    return new OutboxEntry(draft, state, changed, detail, sealed, copies, wanted, true, direct);
  }

  /** The recipient has taken it from us. */
  OutboxEntry handedOver(Instant now) {
    return new OutboxEntry(
        draft, MailState.DELIVERED, now, "", sealed, copies, wanted, delayTold, true);
  }

  int held() {
    return (int) copies.stream().filter(Copy::held).count();
  }

  /** As others see it. */
  public MailStatus view() {
    return new MailStatus(
        draft.id(),
        draft.from(),
        draft.to(),
        draft.subject(),
        draft.size(),
        state,
        draft.created(),
        changed,
        draft.expires(),
        copies.stream().map(Copy::view).toList(),
        wanted,
        detail,
        direct);
  }
}
