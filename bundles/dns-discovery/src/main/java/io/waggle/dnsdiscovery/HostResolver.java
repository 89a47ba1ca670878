package io.waggle.dnsdiscovery;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;

/** Turns a host name into addresses, off the thread that asks. */
@FunctionalInterface
public interface HostResolver {

  /**
   * Starts and returns at once.
   *
   * @param taker called once, on any thread; with an empty list if the name can't be resolved
   */
  void resolve(String host, Consumer<List<InetAddress>> taker);
}
