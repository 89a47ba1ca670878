package io.waggle.mailbox.post;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.net.MailNetwork;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/** Holders in memory, all of them known to each client. */
final class MemoryOverlay {

  final List<MemoryHolder> holders = new ArrayList<>();
  private final List<BiConsumer<NodeId, ByteString>> subscribers = new ArrayList<>();
  boolean there = true;
  int asked;
  int subscribed;

  /** What happens just before a holder hears of a subscription. */
  Runnable subscribing = () -> {};

  /** Another one stands for a DHT that was exchanged. */
  Object incarnation = new Object();

  private int alarm;
  private Runnable alarmed = () -> {};

  MemoryOverlay(Crypto crypto, int size) {
    for (int i = 0; i < size; i++) {
      byte[] host = {100, (byte) (i / 200), (byte) (i % 200), 1};
      NodeId id = NodeId.of(crypto.random(NodeId.LENGTH));
      holders.add(
          new MemoryHolder(crypto, new DhtPeerNode(id, PeerAddress.of(host, 6881)), this::news));
    }
  }

  private void news(NodeId box, ByteString name) {
    subscribers.forEach(s -> s.accept(box, name));
  }

  /** Has something happen in the middle: after so many more queries. */
  void after(int queries, Runnable what) {
    alarm = asked + queries;
    alarmed = what;
  }

  /** One client; what its subscriptions bring goes to {@code news}. */
  MailNetwork client(BiConsumer<NodeId, ByteString> news) {
    subscribers.add(news);
    return new Client();
  }

  private final class Client implements MailNetwork {

    @Override
    public boolean ready() {
      return there;
    }

    @Override
    public Object incarnation() {
      return incarnation;
    }

    @Override
    public CompletionStage<List<DhtPeerNode>> closest(NodeId target) {
      return CompletableFuture.completedFuture(
          holders.stream()
              .filter(h -> there && h.up)
              .map(h -> h.node)
              .sorted((a, b) -> target.compareDistance(a.id(), b.id()))
              .limit(WIDTH)
              .toList());
    }

    @Override
    public CompletionStage<DhtReply> ask(DhtPeerNode node, String method, DhtArguments arguments) {
      asked++;
      if (method.equals("mb_sub")) {
        subscribed++;
        subscribing.run();
      }
      if (asked == alarm) {
        alarmed.run();
      }
      MemoryHolder holder =
          holders.stream().filter(h -> h.node.equals(node)).findFirst().orElseThrow();
      if (!there || !holder.up) {
        return CompletableFuture.failedFuture(new DhtException(0, "no answer"));
      }
      MailQuery query = MailQuery.decode(method, arguments).orElseThrow();
      try {
        MailReply reply = holder.answer(query);
        return CompletableFuture.completedFuture(new DhtReply(node, reply.encode()));
      } catch (MemoryHolder.No e) {
        Refusal refusal = e.refusal;
        return CompletableFuture.failedFuture(new DhtException(refusal.code(), refusal.text()));
      }
    }
  }
}
