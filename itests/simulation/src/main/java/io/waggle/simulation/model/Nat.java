package io.waggle.simulation.model;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.world.Chance;
import io.waggle.simulation.world.World;
import java.util.HashMap;
import java.util.Map;

/** What stands between a host and the world. */
public sealed interface Nat {

  /** Nothing stands there. */
  Nat OPEN = new Open();

  /** Whether a stranger's question gets in. */
  boolean isReachable();

  /** A datagram leaves; returns from where the world sees it come. */
  Endpoint leave(long now, Endpoint own, Endpoint to);

  /** Whether a datagram gets in. */
  boolean enters(long now, Endpoint from, Endpoint to);

  /** Nothing in between. */
  record Open() implements Nat {
    @Override
    public boolean isReachable() {
      return true;
    }

    @Override
    public Endpoint leave(long now, Endpoint own, Endpoint to) {
      return own;
    }

    @Override
    public boolean enters(long now, Endpoint from, Endpoint to) {
      return true;
    }
  }

  /** How a box tells who may come in. */
  enum Filter {
    /** Whoever finds the port, while anything has left by it. */
    FULL_CONE,
    /** Addresses something was sent to. */
    RESTRICTED_CONE,
    /** Endpoints something was sent to; a firewall does the same. */
    PORT_RESTRICTED,
    /** The same, and each destination sees a port of its own. */
    SYMMETRIC
  }

  /** A box with a table of whom was written to. */
  final class Box implements Nat {

    private final Filter filter;
    private final long timeout;
    private final Map<Long, Long> written = new HashMap<>();
    private long lastLeft = Long.MIN_VALUE / 2;

    /** A box that forgets after so many nanoseconds. */
    public Box(Filter filter, long timeout) {
      this.filter = filter;
      this.timeout = timeout;
    }

    @Override
    public boolean isReachable() {
      return filter == Filter.FULL_CONE;
    }

    @Override
    public Endpoint leave(long now, Endpoint own, Endpoint to) {
      lastLeft = now;
      if (filter != Filter.FULL_CONE) {
        if (written.size() > 512) {
          written.values().removeIf(at -> now - at > timeout);
        }
        written.put(key(to), now);
      }
      return filter == Filter.SYMMETRIC ? Endpoint.v4(own.v4(), port(to)) : own;
    }

    private static int port(Endpoint to) {
      return 1024 + Math.floorMod(to.hashCode(), 60_000);
    }

    private long key(Endpoint other) {
      long host = (long) other.v4() << 16;
      return filter == Filter.RESTRICTED_CONE ? host : host | other.port();
    }

    @Override
    public boolean enters(long now, Endpoint from, Endpoint to) {
      if (filter == Filter.FULL_CONE) {
        return now - lastLeft <= timeout;
      }
      Long at = written.get(key(from));
      boolean door = filter != Filter.SYMMETRIC || to.port() == port(from);
      return door && at != null && now - at <= timeout;
    }
  }

  /**
   * The usual mix: 35 % open, 30 % cones, half of them restricted, 25 % port-restricted or
   * symmetric, 10 % behind a firewall; forgetting after 30 to 180 s.
   */
  static Nat mixed(Chance chance) {
    double dice = chance.unit();
    long timeout = 30 * World.SECOND + (long) (chance.unit() * 150 * World.SECOND);
    if (dice < 0.35) {
      return OPEN;
    } else if (dice < 0.5) {
      return new Box(Filter.FULL_CONE, timeout);
    } else if (dice < 0.65) {
      return new Box(Filter.RESTRICTED_CONE, timeout);
    }
    boolean symmetric = dice >= 0.8 && dice < 0.9;
    return new Box(symmetric ? Filter.SYMMETRIC : Filter.PORT_RESTRICTED, timeout);
  }
}
