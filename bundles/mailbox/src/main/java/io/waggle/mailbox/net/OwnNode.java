package io.waggle.mailbox.net;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtResponder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What answers on this very node, asked without a datagram, since a node of a DHT does not answer
 * itself. It needs no token: that is to prove an address.
 */
public final class OwnNode implements DhtResponder {

  private static final ByteString NO_TOKEN = ByteString.of(new byte[8]);

  private final DhtPeerNode us;
  private final CompletableFuture<DhtReply> answer = new CompletableFuture<>();

  private OwnNode(DhtPeerNode us) {
    this.us = us;
  }

  /**
   * Asks it.
   *
   * @param us who asks and is asked
   */
  public static CompletionStage<DhtReply> ask(
      DhtQueryHandler handler, DhtPeerNode us, String method, DhtArguments arguments) {
    OwnNode asked = new OwnNode(us);
    handler.handle(new DhtQuery("", method, us, arguments, true), asked);
    return asked.answer;
  }

  @Override
  public ByteString token() {
    return NO_TOKEN;
  }

  @Override
  public void reply(DhtArguments values) {
    answer.complete(new DhtReply(us, values));
  }

  @Override
  public void refuse(int code, String text) {
    answer.completeExceptionally(new DhtException(code, text));
  }
}
