package io.waggle.api.mail;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What this node keeps of other people's mail: a service while a holder is configured, whether it
 * has a DHT to stand on or not. Any thread may call.
 */
@ProviderType
public interface HolderStatus {

  /**
   * How it fares at this moment.
   *
   * @param shares how many of the sources with the most bytes are named
   */
  HolderReport report(int shares);
}
