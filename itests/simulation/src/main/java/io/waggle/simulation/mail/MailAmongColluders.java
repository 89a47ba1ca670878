package io.waggle.simulation.mail;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.NodeId;
import io.waggle.api.net.PeerAddress;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.lookup.Found;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.Fetching;
import io.waggle.mailbox.net.Holders;
import io.waggle.mailbox.net.Overview;
import io.waggle.mailbox.net.Putting;
import io.waggle.mailbox.net.Spreading;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.record.BoxId;
import io.waggle.mailbox.record.DeliveryProof;
import io.waggle.mailbox.record.PutAuthority;
import io.waggle.mailbox.record.RecordHeader;
import io.waggle.mailbox.record.RecordId;
import io.waggle.mailbox.record.RecordType;
import io.waggle.mailbox.record.SizeClass;
import io.waggle.mailbox.record.Stamp;
import io.waggle.mailbox.record.StampMiner;
import io.waggle.mailbox.record.StampPrice;
import io.waggle.mailbox.wire.MailReply;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.model.Liar;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.run.Truth;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * T4: of the nodes so many collude. They name only each other, sign for every mail and then know
 * nothing of it.
 */
public final class MailAmongColluders implements Scenario {

  private static final int NODES = 200;
  private static final int COPIES = 8;

  private final double share;
  private final double bar;

  /** With that share, and what must be delivered in percent. */
  public MailAmongColluders(double share, double bar) {
    this.share = share;
    this.bar = bar;
  }

  @Override
  public String id() {
    return "T4-" + Math.round(100 * share);
  }

  @Override
  public String title() {
    return Math.round(100 * share) + " % of the nodes collude against mail";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("delivered %", bar),
        Bar.told("mails"),
        Bar.told("copies on honest nodes"),
        Bar.told("listed on honest nodes"));
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Crypto crypto = new CheapStamps(setting.seed());
    try (HolderSet holders = new HolderSet(crypto)) {
      Setting sized = setting.sized(Math.min(NODES, setting.nodes()), setting.lookups() / 2);
      return new Run(sized, preset, share, crypto, holders).all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes everything, signs for it, and has nothing. */
  private record Forgetful(DhtQueryHandler real) implements DhtQueryHandler {

    private static final Set<String> DENIED = Set.of("mb_get", "mb_stat", "mb_del");

    @Override
    public Set<String> methods() {
      return real.methods();
    }

    @Override
    public void handle(DhtQuery query, DhtResponder responder) {
      if (query.method().equals("mb_list")) {
        responder.reply(
            new MailReply.Listing(List.of(), Optional.empty(), responder.token()).encode());
      } else if (DENIED.contains(query.method())) {
        responder.refuse(301, "none");
      } else {
        real.handle(query, responder);
      }
    }
  }

  private static final class Run {
    private final Setting setting;
    private final Crypto crypto;
    private final World world;
    private final List<Host> honest;
    private final Overlay overlay;
    private final Map<Host, WorldTimers> timers = new HashMap<>();
    private int delivered;
    private int copies;
    private int listed;

    Run(Setting setting, Preset preset, double share, Crypto crypto, HolderSet holders) {
      this.setting = setting;
      this.crypto = crypto;
      this.overlay = Overlay.of(crypto.hashes(), "mail");
      Population population = new Population(setting, preset, Link.USUAL).still().settle();
      world = population.world();
      int bad = (int) Math.round(share * setting.nodes());
      List<Host> friends = List.copyOf(population.members().subList(0, bad));
      honest = List.copyOf(population.members().subList(bad, setting.nodes()));
      Truth nearest = new Truth(friends, Host::isUp);
      Liar liar =
          new Liar(
              target ->
                  Arrays.stream(nearest.nearest(target, 8, null))
                      .map(h -> new Found(h.id(), h.endpoint()))
                      .toList());
      for (Host host : population.members()) {
        WorldDht dht = new WorldDht(world, host);
        timers.put(host, new WorldTimers(world, host::isUp, World.MINUTE));
        DhtQueryHandler holder = holders.holder(dht, timers.get(host), HolderLimits.DEFAULT);
        boolean friend = host.index() < bad;
        dht.serve(friend ? new Forgetful(holder) : holder);
        if (friend) {
          host.behave(liar);
        }
      }
    }

    private Asker asker() {
      Host host = honest.get(world.chance().below(honest.size()));
      WorldDht dht = new WorldDht(world, host);
      WorldTimers clock = timers.get(host);
      return new Asker(new DhtNetwork(() -> Optional.of(dht)), new Strand(clock, clock));
    }

    Outcome all() {
      int mails = setting.lookups();
      for (int i = 0; i < mails; i++) {
        mail();
      }
      return new Outcome()
          .put("delivered %", 100.0 * delivered / mails)
          .put("mails", mails)
          .put("copies on honest nodes", (double) copies / mails)
          .put("listed on honest nodes", (double) listed / mails);
    }

    private void mail() {
      byte[] seed = crypto.random(32);
      ByteString key = ByteString.of(crypto.signatures().publicKey(seed));
      NodeId box = BoxId.of(crypto.hashes(), key);
      byte[] record = record(box);
      RecordId id = RecordId.of(crypto.hashes(), record);
      int bits = StampPrice.bits(StampPrice.BASE, SizeClass.K4, true, 0);
      Stamp stamp = new StampMiner(crypto).mine(id, bits, (tries, of) -> true).orElseThrow();
      Putting.Parcel parcel =
          new Putting.Parcel(
              box,
              id,
              ByteString.of(record),
              RecordHeader.decode(record).orElseThrow().expires(),
              PutAuthority.Keyed.sign(crypto, seed, id, stamp));
      put(parcel);
      world.run(20 * World.SECOND);
      fetch(parcel);
      world.run(20 * World.SECOND);
    }

    private byte[] record(NodeId box) {
      long now = timers.get(honest.get(0)).instant().getEpochSecond();
      ByteString proof = DeliveryProof.verifier(crypto.hashes(), ByteString.of(crypto.random(32)));
      RecordHeader header =
          RecordHeader.at(RecordType.HEAD, box, proof, now, RecordHeader.LONGEST, SizeClass.K4, 7);
      byte[] record = crypto.random(SizeClass.K4.bytes());
      System.arraycopy(header.encode(), 0, record, 0, RecordHeader.LENGTH);
      return record;
    }

    private void put(Putting.Parcel parcel) {
      Asker asker = asker();
      new Holders(asker, crypto, overlay)
          .find(parcel.box(), SizeClass.K4)
          .thenCompose(
              all ->
                  Spreading.start(
                      asker,
                      crypto,
                      overlay,
                      parcel,
                      all,
                      COPIES,
                      Spreading.Patience.NONE,
                      (holder, receipt) -> copies += isHonest(holder.node().address()) ? 1 : 0));
    }

    private boolean isHonest(PeerAddress address) {
      return world.hostAt(Endpoint.of(address)).behaviour() == Behaviour.HONEST;
    }

    private void fetch(Putting.Parcel parcel) {
      Asker asker = asker();
      ByteString name = parcel.id().name();
      Overview.of(asker, overlay, parcel.box())
          .thenCompose(
              seen -> {
                List<Fetching.Place> places = seen.records().getOrDefault(name, List.of());
                listed += places.size();
                return Fetching.start(asker, crypto.hashes(), overlay, parcel.box(), name, places);
              })
          .thenAccept(bytes -> delivered += bytes.equals(parcel.bytes()) ? 1 : 0);
    }
  }
}
