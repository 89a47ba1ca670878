package io.waggle.kademliadht.driver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's own resolver; blocks. A name that has no address has none. */
public final class SystemResolver implements Function<String, List<InetAddress>> {

  private static final Logger log = LoggerFactory.getLogger(SystemResolver.class);

  @Override
  public List<InetAddress> apply(String name) {
    try {
      return List.of(InetAddress.getAllByName(name));
    } catch (UnknownHostException e) {
      log.debug("{} has no address", name);
      return List.of();
    }
  }
}
