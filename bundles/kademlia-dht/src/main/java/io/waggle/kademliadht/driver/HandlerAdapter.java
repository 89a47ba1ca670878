package io.waggle.kademliadht.driver;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.time.WaggleClock;
import io.waggle.kademliadht.core.ExtensionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets another bundle's handler answer on any thread; a broken one is answered for. */
final class HandlerAdapter implements ExtensionHandler {

  private static final Logger log = LoggerFactory.getLogger(HandlerAdapter.class);
  private static final int SERVER_ERROR = 202;

  private final String dht;
  private final DhtQueryHandler handler;
  private final DhtHost.Live live;
  private final WaggleClock clock;

  HandlerAdapter(String dht, DhtQueryHandler handler, DhtHost.Live live, WaggleClock clock) {
    this.dht = dht;
    this.handler = handler;
    this.live = live;
    this.clock = clock;
  }

  @Override
  public void handle(Incoming query, Answer answer) {
    DhtPeerNode from = new DhtPeerNode(query.id(), query.from().toPeerAddress());
    DhtResponder responder = new Responder(answer);
    try {
      handler.handle(
          new DhtQuery(dht, query.method(), from, query.arguments(), query.tokenGood()), responder);
    } catch (RuntimeException e) {
      log.warn("DHT {}: the handler of {} failed", dht, query.method(), e);
      responder.refuse(SERVER_ERROR, "Server Error");
    }
  }

  private final class Responder implements DhtResponder {

    private final Answer answer;

    Responder(Answer answer) {
      this.answer = answer;
    }

    @Override
    public ByteString token() {
      byte[] bytes = new byte[8];
      for (int i = 0; i < 8; i++) {
        bytes[i] = (byte) (answer.token() >>> (56 - 8 * i));
      }
      return ByteString.of(bytes);
    }

    @Override
    public void reply(DhtArguments values) {
      live.driver()
          .execute(live.port(), () -> answer.reply(clock.nanoTime(), values, live.driver()));
    }

    @Override
    public void refuse(int code, String text) {
      live.driver().execute(live.port(), () -> answer.refuse(code, text, live.driver()));
    }
  }
}
