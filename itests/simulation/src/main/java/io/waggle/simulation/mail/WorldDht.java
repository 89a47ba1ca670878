package io.waggle.simulation.mail;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.DhtContact;
import io.waggle.api.dht.DhtException;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtReply;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.DhtState;
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.DhtEvent;
import io.waggle.kademliadht.core.ExtensionHandler;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.kademliadht.table.Contact;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The real node of a host, with every datagram. */
public final class WorldDht extends MailDht {

  private final World world;
  private final Host host;

  /** Of a host that is up or will be. */
  public WorldDht(World world, Host host) {
    this.world = world;
    this.host = host;
  }

  @Override
  boolean isReady() {
    return host.isUp() && host.node().state() == DhtState.READY;
  }

  private static DhtPeerNode node(Found found) {
    return new DhtPeerNode(found.id(), found.endpoint().toPeerAddress());
  }

  @Override
  public DhtOperation<LookupReport> findNodes(NodeId target, DhtLookup lookup) {
    CompletableFuture<LookupReport> result = pending();
    if (!host.isUp()) {
      off();
      return operation(result);
    }
    LookupOptions options = LookupOptions.of(lookup.width(), lookup.paths(), lookup.sweep());
    host.submit(
        new Command.FindNodes(target, options),
        event -> {
          if (event instanceof DhtEvent.LookupDone done) {
            List<DhtPeerNode> closest =
                done.results().get(0).closest().stream().map(WorldDht::node).toList();
            result.complete(
                new LookupReport(target, closest, 0, 0, 0, 0, Duration.ZERO, List.of()));
          }
        });
    return operation(result);
  }

  @Override
  public DhtOperation<DhtReply> query(
      PeerAddress to, Optional<NodeId> id, String method, DhtArguments arguments) {
    CompletableFuture<DhtReply> result = pending();
    if (!host.isUp()) {
      off();
      return operation(result);
    }
    host.submit(
        new Command.Query(Endpoint.of(to), id, method, arguments),
        event -> {
          if (event instanceof DhtEvent.Replied replied) {
            result.complete(new DhtReply(node(replied.from()), replied.values()));
          } else if (event instanceof DhtEvent.Failed failed) {
            result.completeExceptionally(new DhtException(failed.code(), failed.message()));
          }
        });
    return operation(result);
  }

  @Override
  public CompletionStage<List<DhtContact>> table() {
    List<Contact> contacts = host.isUp() ? host.node().contacts(0, world.now()) : List.of();
    return CompletableFuture.completedFuture(
        contacts.stream()
            .map(
                c ->
                    new DhtContact(
                        new DhtPeerNode(c.id(), c.endpoint().toPeerAddress()),
                        host.id(),
                        0,
                        c.live(),
                        Duration.ZERO,
                        Optional.empty(),
                        c.rttMillis(),
                        c.fails()))
            .toList());
  }

  /** Has a handler answer on the node that runs now. */
  public void serve(DhtQueryHandler handler) {
    for (String method : handler.methods()) {
      host.node().register(method, (query, answer) -> handle(handler, query, answer));
    }
  }

  private void handle(
      DhtQueryHandler handler, ExtensionHandler.Incoming query, ExtensionHandler.Answer answer) {
    DhtPeerNode from = new DhtPeerNode(query.id(), query.from().toPeerAddress());
    handler.handle(
        new DhtQuery(name(), query.method(), from, query.arguments(), query.tokenGood()),
        new Said(answer));
  }

  private final class Said implements DhtResponder {

    private final ExtensionHandler.Answer answer;

    Said(ExtensionHandler.Answer answer) {
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
      answer.reply(world.now(), values, host);
    }

    @Override
    public void refuse(int code, String text) {
      answer.refuse(code, text, host);
    }
  }
}
