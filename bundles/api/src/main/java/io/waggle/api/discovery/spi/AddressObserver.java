package io.waggle.api.discovery.spi;

import io.waggle.api.net.NatFinding;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A service that can tell how others see us, for example by asking discovery servers ("whoami").
 */
@ConsumerType
public interface AddressObserver {

  /**
   * Our address and port as others see them; port 0 when they agree on the host alone, empty when
   * nobody answered or they disagree. Never fails. May ask the network.
   */
  CompletionStage<Optional<PeerAddress>> observe();

  /** How each observer saw our one socket last; asks nobody and may be empty. */
  default List<SeenAs> seen() {
    return List.of();
  }

  /** What the NAT before us does, as far as {@link #seen} tells. */
  default NatMapping mapping() {
    return NatMapping.UNKNOWN;
  }

  /** {@link #mapping} with its name and what it rests on. */
  default NatFinding finding() {
    return NatFinding.of("", mapping(), seen());
  }
}
