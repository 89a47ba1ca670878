package io.waggle.simulation.world;

import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.Entropy;

/** A repeatable stream of chance. Only StrictMath: the same numbers on every JDK. */
public final class Chance {

  private final Entropy source;

  /** The stream of a seed. */
  public Chance(long seed) {
    source = Entropy.seeded(seed);
  }

  /** 64 bits. */
  public long bits() {
    return source.nextLong();
  }

  /** From 0, below 1. */
  public double unit() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** From 0, below {@code bound}. */
  public int below(int bound) {
    return (int) Long.remainderUnsigned(bits(), bound);
  }

  /** True with that probability. */
  public boolean happens(double probability) {
    return probability > 0 && unit() < probability;
  }

  /** Standard normal (Box and Muller). */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** Weibull. */
  public double weibull(double shape, double scale) {
    return scale * StrictMath.pow(-StrictMath.log(1 - unit()), 1 / shape);
  }

  /** Any id. */
  public NodeId id() {
    return NodeId.of(bits(), bits(), (int) bits());
  }

  /** A stream of its own. */
  public Chance fork() {
    return new Chance(bits());
  }
}
