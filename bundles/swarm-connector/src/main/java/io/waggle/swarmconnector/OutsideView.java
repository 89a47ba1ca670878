package io.waggle.swarmconnector;

import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import java.util.Set;

/**
 * How others see us.
 *
 * @param mapping what the NAT before us does
 * @param us our addresses as discovery servers see them; nobody else is there
 */
public record OutsideView(NatMapping mapping, Set<PeerAddress> us) {

  /** Nothing is known. */
  public static final OutsideView UNKNOWN = new OutsideView(NatMapping.UNKNOWN, Set.of());
}
