package io.waggle.kademliadht.core;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.krpc.Bencode;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.krpc.Key;
import io.waggle.kademliadht.krpc.KrpcMessage;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.kademliadht.lookup.Candidate;
import io.waggle.kademliadht.lookup.Lookup;
import io.waggle.kademliadht.security.Addresses;
import io.waggle.kademliadht.store.BloomFilter;
import java.util.ArrayList;
import java.util.List;

/** Finds peers; announces us or counts them, if that is wanted. */
final class PeersOperation extends StoreOperation {

  private static final int MOST = 200;

  private final Command.Announce announce;
  private final boolean scrape;
  private final BloomFilter seedFilter;
  private final BloomFilter peerFilter;

  PeersOperation(NodeContext node, Command.GetPeers command) {
    this(node, command.infoHash(), command.options(), null, false);
  }

  PeersOperation(NodeContext node, Command.Announce command) {
    this(node, command.infoHash(), command.options(), command, false);
  }

  PeersOperation(NodeContext node, Command.Scrape command) {
    this(node, command.infoHash(), LookupOptions.DEFAULT, null, true);
  }

  private PeersOperation(
      NodeContext node,
      NodeId infoHash,
      LookupOptions options,
      Command.Announce announce,
      boolean scrape) {
    super(node, infoHash, options);
    this.announce = announce;
    this.scrape = scrape;
    this.seedFilter = scrape ? new BloomFilter() : null;
    this.peerFilter = scrape ? new BloomFilter() : null;
  }

  @Override
  void started(long now) {
    for (Home home : node.homes) {
      KrpcWriter out = node.work.writer.reset();
      int count =
          node.store.writePeers(
              node.seconds(now),
              target.hi(),
              target.mid(),
              target.lo(),
              home.family(),
              true,
              1000,
              out);
      report(out.buffer(), 0, out.length(), count, Endpoint.v4(0, 0));
    }
  }

  @Override
  public void encode(Lookup lookup, Candidate candidate, KrpcWriter out) {
    Queries.getPeers(out, home(lookup).id(), target, scrape);
  }

  @Override
  public void answered(Lookup lookup, Candidate candidate, KrpcMessage answer, long now) {
    if (answer.has(Key.VALUES)) {
      int at = answer.start(Key.VALUES) + 1;
      int end = at + answer.length(Key.VALUES) - 2;
      report(answer.buffer(), at, end, MOST, candidate.endpoint());
    }
    if (scrape && answer.has(Key.BF_SEEDS, BloomFilter.LENGTH)) {
      seedFilter.merge(answer.buffer(), answer.start(Key.BF_SEEDS));
    }
    if (scrape && answer.has(Key.BF_PEERS, BloomFilter.LENGTH)) {
      peerFilter.merge(answer.buffer(), answer.start(Key.BF_PEERS));
    }
    super.answered(lookup, candidate, answer, now);
  }

  private void report(byte[] b, int from, int end, int most, Endpoint source) {
    List<Endpoint> peers = new ArrayList<>();
    for (int at = from; at < end && peers.size() < most && at >= 0; ) {
      int start = Bencode.stringStart(b, at, end);
      int next = Bencode.skip(b, at, end);
      Endpoint peer = start < 0 || b[at] > '9' ? null : peer(b, start, next - start);
      if (peer != null && !Addresses.isImpossible(peer)) {
        peers.add(peer);
      }
      at = next;
    }
    if (!peers.isEmpty()) {
      event(new DhtEvent.PeersFound(number, source, List.copyOf(peers)));
    }
  }

  private static Endpoint peer(byte[] b, int at, int length) {
    if (length == Family.V4.endpointLength()) {
      return Endpoint.read(b, at, Family.V4);
    }
    return length == Family.V6.endpointLength() ? Endpoint.read(b, at, Family.V6) : null;
  }

  @Override
  void encodeStore(Home home, byte[] token, KrpcWriter out) {
    Queries.announce(out, home.id(), announce, token);
  }

  @Override
  boolean stores() {
    return announce != null;
  }

  @Override
  void storeHere(long now) {
    for (Home home : node.homes) {
      Endpoint own = home.own();
      if (own != null && isSmallNetwork()) {
        int port = announce.impliedPort() ? own.port() : announce.port();
        Endpoint peer =
            own.isV6() ? Endpoint.v6(own.hi(), own.lo(), port) : Endpoint.v4(own.v4(), port);
        node.store.announce(node.seconds(now), target, peer, announce.seed());
      }
    }
  }

  @Override
  void ended() {
    if (scrape) {
      event(new DhtEvent.ScrapeDone(number, seedFilter.estimate(), peerFilter.estimate()));
    }
  }
}
