package io.waggle.discoverychannel;

/** Opens a lane for each source. */
@FunctionalInterface
public interface LaneFactory {

  /**
   * Opens a lane.
   *
   * @param name for its thread
   */
  Lane open(String name);
}
