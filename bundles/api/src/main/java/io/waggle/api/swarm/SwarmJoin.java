package io.waggle.api.swarm;

import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A swarm's membership of one topic. */
@ProviderType
public interface SwarmJoin extends AutoCloseable {

  /** What was joined. */
  Topic topic();

  /** Done when discovery has asked and announced once everywhere. Never fails. */
  CompletionStage<Outcome> flushed();

  /** Ends it; open connections stay. The stage tells what could be taken back. Never fails. */
  CompletionStage<List<SourceWithdrawal>> leave();

  /** As {@link #leave()}, without waiting. */
  @Override
  void close();
}
