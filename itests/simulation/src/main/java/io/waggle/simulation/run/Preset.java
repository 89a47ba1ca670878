package io.waggle.simulation.run;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.LookupOptions;
import io.waggle.kademliadht.core.NodeConfig;
import io.waggle.kademliadht.lookup.LookupPolicy;
import io.waggle.kademliadht.rpc.Timing;
import io.waggle.kademliadht.table.TableProfile;
import java.util.function.UnaryOperator;

/**
 * How the nodes of a run are set up.
 *
 * @param name in tables
 * @param setUp what is other than {@link NodeConfig#compact}
 * @param options of the lookups that are measured
 * @param knowsSize whether they have learned how many they are, as nodes of ours have after a while
 */
public record Preset(
    String name, UnaryOperator<NodeConfig> setUp, LookupOptions options, boolean knowsSize) {

  /** Ours. */
  public static final Preset OURS =
      new Preset("ours", c -> c.with(TableProfile.WIDE), LookupOptions.DEFAULT, true);

  /** The textbook: k = 8, 3 at a time, ten seconds each, no repetition. */
  public static final Preset CLASSIC =
      new Preset("classic", c -> c.with(LookupPolicy.classic()), LookupOptions.DEFAULT, false);

  /**
   * As npm bittorrent-dht behaves: buckets of 20, 16 at a time, two seconds each, no repetition,
   * and a node is heard as long as it is among the 20 nearest.
   */
  public static final Preset NPM =
      new Preset(
          "npm",
          c -> c.with(npmPolicy()).with(new TableProfile(20, 20, 0)),
          LookupOptions.DEFAULT,
          false);

  private static LookupPolicy npmPolicy() {
    Timing timing = new Timing(false, 2_000, 0, 0, 2_000, 2_000);
    return new LookupPolicy(20, 16, 16, 1, 0, false, timing);
  }

  /** What a node with that id gets. */
  public NodeConfig config(NodeId id) {
    return setUp.apply(NodeConfig.compact(id));
  }

  /** The same with something changed. */
  public Preset but(String newName, UnaryOperator<NodeConfig> change) {
    return new Preset(newName, c -> change.apply(setUp.apply(c)), options, knowsSize);
  }

  /** The same with other lookups. */
  public Preset asking(LookupOptions others) {
    return new Preset(name, setUp, others, knowsSize);
  }

  /** The same, but they have yet to learn how many they are. */
  public Preset newborn(String newName) {
    return new Preset(newName, setUp, options, false);
  }

  /** Ours with another policy of lookups. */
  public static Preset oursWith(String name, UnaryOperator<LookupPolicy> change) {
    return OURS.but(name, c -> c.with(change.apply(c.policy())));
  }
}
