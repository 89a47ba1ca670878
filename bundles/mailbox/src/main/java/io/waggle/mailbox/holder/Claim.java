package io.waggle.mailbox.holder;

import io.waggle.api.crypto.Crypto;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Refusal;
import java.util.Optional;

/**
 * The right and the work of a put, still to be checked, which takes a millisecond. Any thread may.
 *
 * @param crypto what to check with
 * @param put the first piece of the record
 * @param price what is said to be wanted if the work is none
 */
record Claim(Crypto crypto, MailQuery.Put put, int price) {

  /** What was found of a claim before the query was handled. */
  record Verdict(boolean given, Optional<Refusal> refusal) {

    /** Nobody has looked. */
    static final Verdict NONE = new Verdict(false, Optional.empty());

    private static final Verdict GOOD = new Verdict(true, Optional.empty());
  }

  void check() throws RefusedException {
    PutAuthority authority = put.authority().orElseThrow();
    if (!authority.allows(crypto, put.record(), put.box())) {
      throw new RefusedException(Refusal.PROTOCOL, "no right to that box");
    }
    if (!authority.stamp().holds(crypto, put.record())) {
      throw new RefusedException(Refusal.stamp(price));
    }
  }

  /** As {@link #check}, to be heeded later. */
  Verdict verdict() {
    try {
      check();
      return Verdict.GOOD;
    } catch (RefusedException e) {
      return new Verdict(true, Optional.of(e.refusal()));
    }
  }
}
