package io.waggle.mdnsdiscovery.dnssd;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;

/**
 * Publishes the node's services on one link: probes for their names and renames what is taken (RFC
 * 6762 §8, §9), announces, answers, and says goodbye. Called by the engine's thread.
 */
public interface Responder extends AutoCloseable {

  /** These are the services from now on; what is new, changed or gone is told to others. */
  void publish(Collection<OwnService> services);

  /** Whether a packet with these names is one that it must hear. */
  boolean concerns(Set<Name> names);

  /** A packet has come that it must hear. */
  void hear(byte[] packet, InetSocketAddress from);

  /** What the instances are called at the moment, for a person. */
  List<String> instances();

  /** Says goodbye and ends. */
  @Override
  void close();
}
