package io.waggle.mdnsdiscovery.link;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The addresses that a peer has shaken hands from, the latest {@value #MOST}. A packet's source can
 * be made up; a handshake needs the answers that are sent there. Safe from any thread.
 */
public final class Acquaintances {

  /** How many are remembered. */
  public static final int MOST = 1024;

  private final Map<InetAddress, Boolean> met = new LinkedHashMap<>(16, 0.75f, true);

  /** A peer at that address has shaken hands. */
  public synchronized void met(InetAddress address) {
    met.put(address, true);
    if (met.size() > MOST) {
      InetAddress eldest = met.keySet().iterator().next();
      met.remove(eldest);
    }
  }

  /** Whether one has. */
  public synchronized boolean isMet(InetAddress address) {
    return met.containsKey(address);
  }
}
