package io.waggle.simulation.scenario;

import io.waggle.kademliadht.core.Limits;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.KrpcWriter;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.model.Link;
import io.waggle.simulation.run.Bar;
import io.waggle.simulation.run.Heap;
import io.waggle.simulation.run.Outcome;
import io.waggle.simulation.run.Population;
import io.waggle.simulation.run.Preset;
import io.waggle.simulation.run.Probes;
import io.waggle.simulation.run.Samples;
import io.waggle.simulation.run.Scenario;
import io.waggle.simulation.run.Setting;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.Wiretap;
import io.waggle.simulation.world.World;
import java.util.Arrays;
import java.util.List;

/** A6: 100,000 forged questions a second at one node, which others go on using and which asks. */
public final class Flood implements Scenario {

  private static final int RATE = 100_000;
  private static final int BATCH = 100;

  private long bytesIn;
  private long bytesOut;
  private long answers;

  @Override
  public String id() {
    return "A6";
  }

  @Override
  public String title() {
    return "100,000 questions a second with forged senders at one node";
  }

  @Override
  public List<Bar> bars(Setting setting) {
    return List.of(
        Bar.least("closest found %", 99),
        Bar.most("reply bytes to forged senders / theirs", 3.5),
        Bar.most("reply bytes to one victim / its", 3.5),
        Bar.most("answers a second to forged senders", 20_500),
        Bar.most("answers a second to one victim", 25),
        Bar.most("heap grown kB", 512));
  }

  @Override
  public List<Preset> beside() {
    return List.of();
  }

  @Override
  public Outcome run(Setting setting, Preset preset) {
    Preset limited = preset.name().equals("no limits") ? preset : limited(preset);
    double many = flood(setting, limited, false, null);
    Outcome outcome = new Outcome();
    outcome.put("answers a second to forged senders", (double) answers / seconds(setting));
    double one = flood(setting, limited, true, outcome);
    return outcome
        .put("answers a second to one victim", (double) answers / seconds(setting))
        .put("reply bytes to forged senders / theirs", many)
        .put("reply bytes to one victim / its", one);
  }

  private static long seconds(Setting setting) {
    return Math.max(2, (long) (30 * setting.hours()));
  }

  private static Preset limited(Preset preset) {
    return preset.but(preset.name(), c -> c.with(Limits.DEFAULT));
  }

  /** Floods one node and returns how many bytes it sent for each it got. */
  private double flood(Setting setting, Preset preset, boolean oneVictim, Outcome outcome) {
    bytesIn = 0;
    bytesOut = 0;
    answers = 0;
    Population population = new Population(setting, preset, Link.USUAL).settle();
    World world = population.world();
    Host flooded = population.members().get(0);
    world.run(10 * World.SECOND);
    world.tap(new Answers(flooded, world));
    Chance chance = world.chance().fork();
    long seconds = seconds(setting);
    long heap = Heap.used();
    long end = world.now() + seconds * World.SECOND;
    pour(world, flooded, chance, end, oneVictim);
    Probes probes = new Probes(world, preset.options(), 0).from(host -> host == flooded);
    int lookups = (int) (seconds * 10);
    Samples samples = probes.run(lookups, seconds * World.SECOND / lookups);
    if (outcome != null) {
      samples.into(outcome).put("heap grown kB", Math.max(0, Heap.used() - heap) / 1024.0);
    }
    return (double) bytesOut / bytesIn;
  }

  private void pour(World world, Host flooded, Chance chance, long end, boolean oneVictim) {
    for (int i = 0; i < BATCH; i++) {
      int address = oneVictim ? 0x50505050 : 0x60000000 | (int) (chance.bits() & 0xfffffff);
      Endpoint forged = Endpoint.v4(address, 1024 + chance.below(60_000));
      byte[] query = query(chance);
      bytesIn += query.length;
      world.inject(forged, flooded, query);
    }
    long next = world.now() + World.SECOND * BATCH / RATE;
    if (next < end) {
      world.at(next, () -> pour(world, flooded, chance, end, oneVictim));
    }
  }

  private static byte[] query(Chance chance) {
    KrpcWriter out = new KrpcWriter();
    out.raw('d').string("a").raw('d').string("id").string(chance.id().toBytes());
    out.string("target").string(chance.id().toBytes()).raw('e');
    out.string("q").string("find_node").string("t").raw('4').raw(':').bits(chance.bits(), 4);
    out.string("y").string("q").raw('e');
    return Arrays.copyOf(out.buffer(), out.length());
  }

  /** Counts what goes to senders that are nobody. */
  private final class Answers implements Wiretap {

    private final Host flooded;
    private final World world;

    Answers(Host flooded, World world) {
      this.flooded = flooded;
      this.world = world;
    }

    @Override
    public void sent(long now, Host from, Endpoint to, byte[] buffer, int offset, int length) {
      byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + length);
      if (from == flooded && world.hostAt(to) == null && !Behaviour.isQuery(datagram)) {
        bytesOut += length;
        answers++;
      }
    }
  }
}
