package io.waggle.simulation.mail;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtState;
import io.waggle.api.mail.Address;
import io.waggle.api.mail.MailException;
import io.waggle.kademliadht.core.Command;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.core.Snapshot;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** T7: two who are online write to each other; then one of them is away for a while. */
public final class MailOnline implements Scenario {

  private static final int NODES = 100;
  private static final int MAILS = 40;
  private static final int ABSENCES = 5;
  private static final long STEP = 10 * World.MILLI;

  @Override
  public String id() {
    return "T7";
  }

  @Override
  public String title() {
    return "mail by way of the nodes to who is online, and to who comes back";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("delivered %", 100),
        Bar.told("first mail to a stranger s"),
        Bar.told("both online p50 s"),
        Bar.most("both online p95 s", 2),
        Bar.most("back, from ready, worst s", 60));
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Crypto crypto = new CheapStamps(setting.seed());
    try (HolderSet holders = new HolderSet(crypto)) {
      return new Run(setting.sized(NODES, MAILS), preset, crypto, holders).all();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MailException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One of the two, on a node of its own. */
  private static final class Side {
    private final World world;
    private final Host host;
    private final NodeConfig config;
    private final WorldDht dht;
    private final Correspondent who;
    private Address address;
    private int arrived;
    private Snapshot kept;

    Side(Population population, Host host, Preset preset, Crypto crypto, HolderSet holders) {
      this.world = population.world();
      this.host = host;
      this.config = preset.config(world.chance().id());
      this.kept = population.table(host, config.locals().get(0).id(), config);
      this.dht = new WorldDht(world, host);
      WorldTimers timers = new WorldTimers(world, host::isUp, 0);
      this.who =
          new Correspondent(holders.folder(), crypto, timers, dht).telling(mail -> arrived++);
    }

    void start() throws IOException {
      world.start(host, config, kept);
      dht.serve(new News(who));
      who.start();
    }

    void stop() {
      kept = host.node().snapshot(world.now());
      who.stop();
      dht.off();
      world.stop(host);
    }
  }

  private static final class Run {
    private final Setting setting;
    private final World world;
    private final Side anna;
    private final Side bert;
    private int sent;
    private int got;

    Run(Setting setting, Preset preset, Crypto crypto, HolderSet holders) {
      this.setting = setting;
      Population population = new Population(setting, preset, Link.USUAL).settle();
      world = population.world();
      for (Host host : List.copyOf(population.members())) {
        WorldDht dht = new WorldDht(world, host);
        WorldTimers timers = new WorldTimers(world, host::isUp, 0);
        dht.serve(holders.holder(dht, timers, HolderLimits.DEFAULT));
      }
      population.away(2);
      List<Host> all = world.hosts();
      anna = new Side(population, all.get(all.size() - 2), preset, crypto, holders);
      bert = new Side(population, all.get(all.size() - 1), preset, crypto, holders);
    }

    Outcome all() throws IOException, MailException {
      anna.start();
      bert.start();
      anna.address = anna.who.create("anna");
      bert.address = bert.who.create("bert");
      world.run(2 * World.MINUTE);
      Outcome outcome = new Outcome();
      outcome.put("first mail to a stranger s", exchange(anna, bert));
      exchange(bert, anna);
      List<Double> online = new ArrayList<>();
      for (int i = 0; i < setting.lookups(); i++) {
        online.add(i % 2 == 0 ? exchange(anna, bert) : exchange(bert, anna));
      }
      List<Double> back = new ArrayList<>();
      for (int i = 0; i < ABSENCES; i++) {
        back.add(absence());
      }
      Collections.sort(online);
      return outcome
          .put("both online p50 s", online.get(online.size() / 2))
          .put("both online p95 s", online.get(online.size() * 95 / 100))
          .put("back, from ready, worst s", Collections.max(back))
          .put("delivered %", 100.0 * got / sent);
    }

    /** Seconds from handing in until it has come. */
    private double exchange(Side from, Side to) throws IOException, MailException {
      world.run((20 + world.chance().below(100)) * World.SECOND);
      long began = world.now();
      int before = to.arrived;
      send(from, to);
      return await(to, before, began);
    }

    private void send(Side from, Side to) throws IOException, MailException {
      sent++;
      from.who.send(
          from.address, to.address, ByteString.of("Subject: " + sent + "\r\n\r\nhello\r\n"));
    }

    private double await(Side to, int before, long began) {
      while (to.arrived == before && world.now() - began < 5 * World.MINUTE) {
        world.run(STEP);
      }
      got += to.arrived - before;
      return (world.now() - began) / 1e9;
    }

    private double absence() throws IOException, MailException {
      bert.stop();
      world.run(5 * World.MINUTE);
      send(anna, bert);
      world.run((5 + world.chance().below(20)) * World.MINUTE);
      bert.kept = bert.kept.aged(600);
      bert.start();
      bert.host.submit(new Command.Bootstrap(List.of(world.hosts().get(0).endpoint())));
      int before = bert.arrived;
      while (bert.host.node().state() != DhtState.READY) {
        world.run(STEP);
      }
      return await(bert, before, world.now());
    }
  }
}
