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
import io.waggle.api.dht.LookupReport;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.krpc.ArgumentCodec;
import io.waggle.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A DHT that knows by itself who is nearest and up, so that weeks can pass in a moment: a lookup
 * takes half a second, a question a tenth, and who is down is waited for two seconds. Bytes are
 * counted as KRPC would have them, a lookup as 20 questions of 100 bytes and answers of 300. Tables
 * are up to a quarter of an hour old: some in them are gone, and some who are back are not there.
 */
final class Oracle {

  private static final long LOOKUP = 500 * World.MILLI;
  private static final long WAY = 50 * World.MILLI;
  private static final long SILENCE = 2 * World.SECOND;
  private static final long LOOKUP_BYTES = 20 * 400;
  private static final long STALE = 15 * World.MINUTE;
  private static final int AROUND = 60;

  /** Mail has a multiple of that, a profile has not. */
  private static final int SMALLEST = 4096;

  private static final int DEFAULT_WIDTH = 8;

  private final World world;
  private final List<Member> members = new ArrayList<>();
  private final Map<PeerAddress, Member> byAddress = new HashMap<>();
  private List<Member> seen = List.of();
  private long looked = -STALE;

  Oracle(World world) {
    this.world = world;
  }

  /** One more, down; who only asks is in nobody's table. */
  Member add(boolean asksOnly) {
    int n = byAddress.size();
    byte[] host = {(byte) (20 + (n >> 16)), (byte) (n >> 8), (byte) n, 1};
    Member member = new Member(PeerAddress.of(host, 6881), world.chance().id());
    byAddress.put(member.address, member);
    if (!asksOnly) {
      members.add(member);
    }
    return member;
  }

  /** Whether somebody is still about, up or down. */
  boolean has(Member member) {
    return members.contains(member);
  }

  /** Is never seen again. */
  void remove(Member member) {
    member.set(false);
    members.remove(member);
  }

  private List<Member> recently() {
    if (world.now() - looked >= STALE) {
      looked = world.now();
      seen = members.stream().filter(m -> m.up).toList();
    }
    return seen;
  }

  /** Bytes of questions and their answers are counted by who asks. */
  final class Member extends MailDht {

    private final PeerAddress address;
    private final NodeId id;
    private final Map<String, DhtQueryHandler> handlers = new HashMap<>();
    private boolean up;
    private final Traffic traffic = new Traffic();

    Member(PeerAddress address, NodeId id) {
      this.address = address;
      this.id = id;
    }

    boolean isUp() {
      return up;
    }

    void set(boolean now) {
      up = now;
      if (!now) {
        off();
      }
    }

    void serve(DhtQueryHandler handler) {
      handler.methods().forEach(method -> handlers.put(method, handler));
    }

    /** All its questions and their answers. */
    Traffic traffic() {
      return traffic;
    }

    @Override
    boolean isReady() {
      return up;
    }

    private DhtPeerNode self() {
      return new DhtPeerNode(id, address);
    }

    @Override
    public DhtOperation<LookupReport> findNodes(NodeId target, DhtLookup lookup) {
      CompletableFuture<LookupReport> result = pending();
      traffic.add(Traffic.Kind.LOOKUPS, LOOKUP_BYTES);
      int width = lookup.width() == 0 ? DEFAULT_WIDTH : lookup.width();
      world.at(
          world.now() + LOOKUP,
          () ->
              result.complete(
                  new LookupReport(
                      target, nearest(target, width), 0, 0, 0, 0, Duration.ZERO, List.of())));
      return operation(result);
    }

    private List<DhtPeerNode> nearest(NodeId target, int width) {
      return members.stream()
          .filter(m -> m.up && m != this)
          .sorted((a, b) -> target.compareDistance(a.id, b.id))
          .limit(width)
          .map(Member::self)
          .toList();
    }

    @Override
    public DhtOperation<DhtReply> query(
        PeerAddress to, Optional<NodeId> wanted, String method, DhtArguments arguments) {
      CompletableFuture<DhtReply> result = pending();
      count(method, arguments);
      Member other = byAddress.get(to);
      world.at(world.now() + WAY, () -> other.asked(this, method, arguments, result));
      world.at(
          world.now() + SILENCE,
          () -> result.completeExceptionally(new DhtException(DhtException.NO_ANSWER, "silence")));
      return operation(result);
    }

    private void count(String method, DhtArguments values) {
      traffic.add(Traffic.Kind.of(method), (long) ArgumentCodec.length(values.values()) + AROUND);
      if (values.integer("tot").orElse(1L) % SMALLEST == 0 && method.equals("mb_put")) {
        traffic.add(Traffic.Kind.COPIES, values.bytes("v").map(ByteString::length).orElse(0));
      }
    }

    private void asked(
        Member from, String method, DhtArguments arguments, CompletableFuture<DhtReply> result) {
      DhtQueryHandler handler = handlers.get(method);
      if (up && handler != null) {
        handler.handle(
            new DhtQuery(name(), method, from.self(), arguments, true),
            new Said(from, method, result));
      }
    }

    @Override
    public CompletionStage<List<DhtContact>> table() {
      return CompletableFuture.completedFuture(
          recently().stream()
              .filter(m -> m != this)
              .map(
                  m ->
                      new DhtContact(
                          m.self(), id, 0, true, Duration.ZERO, Optional.empty(), 100, 0))
              .toList());
    }

    private final class Said implements DhtResponder {

      private final Member from;
      private final String method;
      private final CompletableFuture<DhtReply> result;

      Said(Member from, String method, CompletableFuture<DhtReply> result) {
        this.from = from;
        this.method = method;
        this.result = result;
      }

      @Override
      public ByteString token() {
        return ByteString.of(new byte[8]);
      }

      @Override
      public void reply(DhtArguments values) {
        from.count(method, values);
        world.at(world.now() + WAY, () -> result.complete(new DhtReply(self(), values)));
      }

      @Override
      public void refuse(int code, String text) {
        world.at(
            world.now() + WAY, () -> result.completeExceptionally(new DhtException(code, text)));
      }
    }
  }
}
