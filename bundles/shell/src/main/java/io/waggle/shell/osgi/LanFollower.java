package io.waggle.shell.osgi;

import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.api.lan.LanMonitor;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Follows the sources on the local network; there need not be one. */
@Component(service = LanFollower.class)
public final class LanFollower {

  private final SortedMap<String, LanMonitor> monitors = new ConcurrentSkipListMap<>();

  /** A copy, by the source's id. */
  SortedMap<String, LanMonitor> monitors() {
    return new TreeMap<>(monitors);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMonitor(LanMonitor monitor, Map<String, Object> properties) {
    monitors.put(name(properties), monitor);
  }

  void removeMonitor(LanMonitor monitor, Map<String, Object> properties) {
    monitors.remove(name(properties), monitor);
  }

  private static String name(Map<String, Object> properties) {
    Object id = properties.get(SourceProperties.ID);
    return id == null ? "service." + properties.get(Constants.SERVICE_ID) : id.toString();
  }
}
