package io.waggle.hypercore.osgi;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.swarm.Swarm;
import io.waggle.api.swarm.spi.Handshake;
import io.waggle.api.swarm.spi.HandshakeRequest;
import io.waggle.api.swarm.spi.HandshakeResult;
import io.waggle.api.swarm.spi.Wire;
import io.waggle.api.time.WaggleClock;
import io.waggle.hypercore.HypercoreHandshake;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes {@link HypercoreHandshake} and joins the configured dats in their swarm. */
@Component(
    service = Handshake.class,
    immediate = true,
    property = Handshake.NAME + "=" + HypercoreHandshake.NAME,
    configurationPid = HypercoreConfig.PID)
@Designate(ocd = HypercoreConfig.class)
public final class HypercoreComponent implements Handshake {

  private final ScheduledThreadPoolExecutor executor;
  private final HypercoreHandshake handshake;
  private final ConfiguredDats dats;

  /** Starts its thread. */
  @Activate
  public HypercoreComponent(@Reference Crypto crypto, Map<String, Object> properties) {
    executor = new ScheduledThreadPoolExecutor(1, HypercoreComponent::thread);
    executor.setRemoveOnCancelPolicy(true);
    handshake = new HypercoreHandshake(crypto, executor, WaggleClock.system());
    dats = new ConfiguredDats(crypto.hashes(), handshake);
    dats.configure(properties);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-hypercore");
    thread.setDaemon(true);
    return thread;
  }

  /** Applies another configuration; one that can't be used leaves the last good one in force. */
  @Modified
  void modified(Map<String, Object> properties) {
    dats.configure(properties);
  }

  @Reference(
      name = "swarm",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void bindSwarm(Swarm swarm) {
    dats.add(swarm);
  }

  void unbindSwarm(Swarm swarm) {
    dats.remove(swarm);
  }

  @Override
  public String name() {
    return handshake.name();
  }

  @Override
  public CompletionStage<HandshakeResult> negotiate(Wire wire, HandshakeRequest request) {
    return handshake.negotiate(wire, request);
  }

  @Deactivate
  void stop() {
    dats.leave();
    executor.shutdownNow();
  }
}
