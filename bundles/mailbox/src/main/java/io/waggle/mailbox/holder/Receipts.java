package io.waggle.mailbox.holder;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtResponder;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Answers for a holder, and keeps its receipts back until what they are for is durable: many wait
 * for one sync. Any thread may call.
 */
final class Receipts {

  /** So many wait at most. */
  static final int MOST = 64;

  private record Kept(DhtResponder to, Answer answer) {}

  private final MailHolder holder;
  private final List<Kept> kept = new ArrayList<>();

  Receipts(MailHolder holder) {
    this.holder = holder;
  }

  /**
   * Answers a query. What is dear of it is done by as many threads as call, the rest by one.
   *
   * @param token of the asker
   * @param more whether another query comes at once, whose receipt may share the sync; asked when
   *     this one is handled and before another one is, so that the last one is told that it is
   */
  void answer(Arrival arrival, ByteString token, DhtResponder to, BooleanSupplier more) {
    Claim.Verdict verdict = holder.check(arrival);
    List<Kept> ready = new ArrayList<>();
    // As one step, so that no receipt is kept back whose record a sync in between has lost.
    synchronized (this) {
      Kept own = new Kept(to, holder.handle(arrival, verdict, token));
      boolean waits = isReceipt(own.answer()) && holder.waiting();
      (waits ? kept : ready).add(own);
      boolean last = !more.getAsBoolean();
      if (!kept.isEmpty() && (last || kept.size() >= MOST)) {
        boolean durable = holder.sync();
        kept.forEach(each -> ready.add(durable ? each : lost(each)));
        kept.clear();
      }
    }
    ready.forEach(Receipts::say);
  }

  private static boolean isReceipt(Answer answer) {
    return answer instanceof Answer.Said said && said.reply() instanceof MailReply.Stored;
  }

  private static Kept lost(Kept kept) {
    return new Kept(kept.to(), Answer.refuse(Refusal.SERVER, "disk"));
  }

  private static void say(Kept kept) {
    if (kept.answer() instanceof Answer.Said said) {
      kept.to().reply(said.reply().encode());
    } else if (kept.answer() instanceof Answer.Refused refused) {
      kept.to().refuse(refused.refusal().code(), refused.refusal().text());
    }
  }
}
