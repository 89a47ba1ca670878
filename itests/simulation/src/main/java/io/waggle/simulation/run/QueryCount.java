package io.waggle.simulation.run;

import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.simulation.model.Behaviour;
import io.waggle.simulation.world.Host;
import io.waggle.simulation.world.Wiretap;
import java.util.Arrays;

/** Counts queries and bytes that are sent. */
public final class QueryCount implements Wiretap {

  private long queries;
  private long bytes;

  @Override
  public void sent(long now, Host from, Endpoint to, byte[] buffer, int offset, int length) {
    bytes += length;
    byte[] end = Arrays.copyOfRange(buffer, Math.max(offset, offset + length - 8), offset + length);
    queries += Behaviour.isQuery(end) ? 1 : 0;
  }

  /** Queries so far. */
  public long queries() {
    return queries;
  }

  /** Bytes so far, without headers. */
  public long bytes() {
    return bytes;
  }
}
