package io.waggle.kademliadht.osgi;

import io.waggle.api.dht.BootstrapSource;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.kademliadht.driver.DhtHost;
import io.waggle.kademliadht.driver.DhtSettings;
import io.waggle.kademliadht.driver.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DHT under a configuration that changes: a bad one leaves the last good one in force, a port
 * that is taken is tried again every ten seconds.
 */
final class ConfiguredDht {

  private static final Logger log = LoggerFactory.getLogger(ConfiguredDht.class);
  private static final long RETRY_SECONDS = 10;

  private final String name;
  private final Environment environment;
  private final Optional<Path> folder;
  private final Consumer<DhtHost> opened;
  private final List<BootstrapSource> sources = new ArrayList<>();
  private final List<DhtQueryHandler> handlers = new ArrayList<>();
  private Optional<DhtSettings> wanted = Optional.empty();
  private Optional<DhtHost> host = Optional.empty();
  private Optional<Future<?>> retry = Optional.empty();
  private String problem = "";
  private boolean closed;

  ConfiguredDht(
      String name, Environment environment, Optional<Path> folder, Consumer<DhtHost> opened) {
    this.name = name;
    this.environment = environment;
    this.folder = folder;
    this.opened = opened;
  }

  synchronized void configure(Map<String, ?> properties) {
    Reading<DhtConfig> reading = ConfigReader.read(DhtConfig.class, properties);
    String found = reading.summary();
    try {
      Optional<DhtSettings> settings =
          reading.config().map(config -> ConfiguredSettings.of(name, config, folder));
      wanted = settings.or(() -> wanted);
    } catch (IllegalArgumentException e) {
      found = found.isEmpty() ? e.getMessage() : found + "; " + e.getMessage();
    }
    problem = found;
    if (!found.isEmpty()) {
      log.warn("DHT {}: {}", name, found);
    }
    apply();
  }

  private synchronized void apply() {
    if (closed || wanted.isEmpty()) {
      return;
    }
    try {
      if (host.isPresent()) {
        host.get().apply(wanted.get(), problem);
      } else {
        open();
      }
    } catch (IOException e) {
      again(e);
    }
  }

  private void open() throws IOException {
    DhtHost fresh = DhtHost.open(wanted.get(), environment);
    host = Optional.of(fresh);
    fresh.tellProblem(problem);
    sources.forEach(fresh::addBootstrap);
    handlers.forEach(fresh::addHandler);
    opened.accept(fresh);
  }

  /** A repeated failure is one warning. */
  private void again(IOException e) {
    if (!problem.equals(e.getMessage())) {
      log.warn("DHT {}: {}; trying again every {} s", name, e.getMessage(), RETRY_SECONDS);
      problem = e.getMessage();
    }
    retry =
        Optional.of(
            environment.background().schedule(this::apply, RETRY_SECONDS, TimeUnit.SECONDS));
  }

  synchronized void add(BootstrapSource source) {
    sources.add(source);
    host.ifPresent(h -> h.addBootstrap(source));
  }

  synchronized void remove(BootstrapSource source) {
    sources.remove(source);
    host.ifPresent(h -> h.removeBootstrap(source));
  }

  synchronized void add(DhtQueryHandler handler) {
    handlers.add(handler);
    host.ifPresent(h -> h.addHandler(handler));
  }

  synchronized void remove(DhtQueryHandler handler) {
    handlers.remove(handler);
    host.ifPresent(h -> h.removeHandler(handler));
  }

  synchronized void close() {
    closed = true;
    retry.ifPresent(future -> future.cancel(false));
    host.ifPresent(DhtHost::close);
  }
}
