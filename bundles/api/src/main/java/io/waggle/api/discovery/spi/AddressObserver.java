package io.waggle.api.discovery.spi;

import io.waggle.api.net.PeerAddress;
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
}
