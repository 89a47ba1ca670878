package io.waggle.swarmconnector;

import io.waggle.api.discovery.Join;
import io.waggle.api.discovery.Outcome;
import io.waggle.api.discovery.SourceWithdrawal;
import io.waggle.api.discovery.Topic;
import io.waggle.api.swarm.SwarmJoin;
import io.waggle.api.swarm.SwarmJoinOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One topic of a swarm, whether discovery is there at the moment or not. */
final class Membership implements SwarmJoin {

  final CompletableFuture<Outcome> flushed = new CompletableFuture<>();
  final CompletableFuture<List<SourceWithdrawal>> left = new CompletableFuture<>();

  /** With the hub that is there now; touched on the loop only. */
  Optional<Join> join = Optional.empty();

  /** Tells what the join of an earlier hub still says from what counts. */
  int generation;

  SwarmJoinOptions options;
  private final Topic topic;
  private final Consumer<Membership> leave;

  Membership(Topic topic, SwarmJoinOptions options, Consumer<Membership> leave) {
    this.topic = topic;
    this.options = options;
    this.leave = leave;
  }

  @Override
  public Topic topic() {
    return topic;
  }

  @Override
  public CompletionStage<Outcome> flushed() {
    return flushed.minimalCompletionStage();
  }

  @Override
  public CompletionStage<List<SourceWithdrawal>> leave() {
    leave.accept(this);
    return left.minimalCompletionStage();
  }

  @Override
  public void close() {
    leave.accept(this);
  }
}
