package io.waggle.common.swarm;

import io.waggle.api.net.PeerAddress;
import io.waggle.api.swarm.spi.Wire;

/** A wire over another one, between the same two ends by the same transport. */
public abstract class WrappedWire implements Wire {

  private final Wire wire;

  /** Over the wire that a transport gave, or over one that wraps it. */
  protected WrappedWire(Wire wire) {
    this.wire = wire;
  }

  /** The wire below. */
  protected final Wire wire() {
    return wire;
  }

  @Override
  public String transport() {
    return wire.transport();
  }

  @Override
  public PeerAddress remote() {
    return wire.remote();
  }

  @Override
  public PeerAddress local() {
    return wire.local();
  }
}
