package io.waggle.discoverychannel.osgi;

import io.waggle.api.discovery.Discovery;
import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.JoinOptions;
import io.waggle.api.discovery.JoinReport;
import io.waggle.api.discovery.ProbeReport;
import io.waggle.api.discovery.SightingListener;
import io.waggle.api.discovery.SourceId;
import io.waggle.api.discovery.SourceReport;
import io.waggle.api.discovery.Topic;
import io.waggle.api.discovery.spi.PeerAnnouncer;
import io.waggle.api.discovery.spi.PeerFinder;
import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.discoverychannel.DiscoveryHub;
import io.waggle.discoverychannel.HubSettings;
import io.waggle.discoverychannel.HubThreads;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the hub and hands it the sources and listeners that come and go. */
@Component(service = Discovery.class, configurationPid = "io.waggle.discovery", immediate = true)
@Designate(ocd = DiscoveryConfig.class)
public final class DiscoveryComponent implements Discovery {

  private static final Logger log = LoggerFactory.getLogger(DiscoveryComponent.class);

  private final HubThreads threads = new HubThreads();
  private final Metrics metrics = new Metrics();
  private final DiscoveryHub hub;
  private final ServiceRegistration<Metrics> registration;
  private volatile int problems;

  /** Starts the hub before the first source is bound to it. */
  @Activate
  public DiscoveryComponent(BundleContext context, Map<String, Object> properties) {
    hub = new DiscoveryHub(threads.parts(WaggleClock.system(), metrics), HubSettings.defaults());
    metrics.gauge("configuration.problems", () -> problems);
    modified(properties);
    registration =
        context.registerService(
            Metrics.class, metrics, FrameworkUtil.asDictionary(Map.of(Metrics.SCOPE, "discovery")));
  }

  @Modified
  void modified(Map<String, Object> properties) {
    SettingsReader reading = SettingsReader.read(properties);
    problems = reading.problems().size();
    reading.problems().forEach(problem -> log.warn("io.waggle.discovery: {}", problem));
    reading.settings().ifPresent(hub::configure);
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
    hub.close();
    threads.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "updatedFinder")
  void addFinder(PeerFinder finder, Map<String, Object> properties) {
    hub.putFinder(finder, properties);
  }

  void updatedFinder(PeerFinder finder, Map<String, Object> properties) {
    hub.putFinder(finder, properties);
  }

  void removeFinder(PeerFinder finder) {
    hub.removeFinder(finder);
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      updated = "updatedAnnouncer")
  void addAnnouncer(PeerAnnouncer announcer, Map<String, Object> properties) {
    hub.putAnnouncer(announcer, properties);
  }

  void updatedAnnouncer(PeerAnnouncer announcer, Map<String, Object> properties) {
    hub.putAnnouncer(announcer, properties);
  }

  void removeAnnouncer(PeerAnnouncer announcer) {
    hub.removeAnnouncer(announcer);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addListener(SightingListener listener) {
    hub.addListener(listener);
  }

  void removeListener(SightingListener listener) {
    hub.removeListener(listener);
  }

  @Override
  public Join join(Topic topic, JoinOptions options, SightingListener listener) {
    return hub.join(topic, options, listener);
  }

  @Override
  public Collection<JoinReport> joins() {
    return hub.joins();
  }

  @Override
  public Collection<SourceReport> sources() {
    return hub.sources();
  }

  @Override
  public CompletionStage<ProbeReport> probe(SourceId source, Topic topic) {
    return hub.probe(source, topic);
  }

  @Override
  public void pause(SourceId source, boolean paused) {
    hub.pause(source, paused);
  }
}
