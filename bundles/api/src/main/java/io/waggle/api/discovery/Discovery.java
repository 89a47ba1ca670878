package io.waggle.api.discovery;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub: one stream of sightings out of whatever sources the node has at the moment. A service,
 * and plain Java besides. All methods may be called from any thread and return at once.
 */
@ProviderType
public interface Discovery {

  /**
   * Starts looking for and announcing at a topic, on all sources that serve its realm, those that
   * arrive later included. Joining a topic twice gives two independent joins.
   *
   * @param listener hears of this join only, on a thread of the hub's, one call at a time
   */
  Join join(Topic topic, JoinOptions options, SightingListener listener);

  /** Every join that is open. */
  Collection<JoinReport> joins();

  /** Every source that is known, the disabled ones included, ordered by id. */
  Collection<SourceReport> sources();

  /**
   * Runs one round against one source and no other, and reports what came of it; changes nothing
   * else. The stage never fails: an error is an outcome.
   */
  java.util.concurrent.CompletionStage<ProbeReport> probe(SourceId source, Topic topic);

  /** Stops asking a source, or asks it again; what it vouched for stays until it expires. */
  void pause(SourceId source, boolean paused);
}
