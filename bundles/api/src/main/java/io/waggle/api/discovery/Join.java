package io.waggle.api.discovery;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One open join. Connections that were made on its account are the swarm's business: leaving closes
 * none of them. Safe from any thread.
 */
@ProviderType
public interface Join extends AutoCloseable {

  /** What was joined. */
  Topic topic();

  /** Applies other options from now on; what is announced already is replaced. */
  void update(JoinOptions options);

  /** Asks every source again soon, not waiting for its interval. */
  void refresh();

  /**
   * Done when every source that was there has published once or failed, and has ended, settled or
   * failed its first round. Never fails.
   */
  CompletionStage<Outcome> flushed();

  /** What has come of the join so far. */
  Outcome outcome();

  /** The peers known at this moment, each with the sources that vouch for it. */
  Collection<Sighting> sightings();

  /** Ends the join; the stage tells what each source could take back. Never fails. */
  CompletionStage<List<SourceWithdrawal>> leave();

  /** As {@link #leave()}, without waiting. No callback comes after this returns. */
  @Override
  void close();
}
