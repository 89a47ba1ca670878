package io.waggle.dnsdiscovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the operating system, which blocks, on an executor that may. */
public final class SystemResolver implements HostResolver {

  private static final Logger log = LoggerFactory.getLogger(SystemResolver.class);

  private final Executor executor;

  /** On that executor; a slow name holds one of its threads. */
  public SystemResolver(Executor executor) {
    this.executor = executor;
  }

  @Override
  public void resolve(String host, Consumer<List<InetAddress>> taker) {
    try {
      executor.execute(() -> taker.accept(lookup(host)));
    } catch (RejectedExecutionException e) {
      taker.accept(List.of());
    }
  }

  private static List<InetAddress> lookup(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      log.debug("{} can't be resolved: {}", host, e.toString());
      return List.of();
    }
  }
}
