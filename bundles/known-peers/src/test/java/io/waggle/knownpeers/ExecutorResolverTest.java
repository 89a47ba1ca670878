package io.waggle.knownpeers;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.time.VirtualTime;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ExecutorResolverTest {

  @Test
  void resolvesOnTheExecutorAndNowhereElse() {
    VirtualTime time = new VirtualTime();
    var answer = new ExecutorResolver(time).resolve("localhost").toCompletableFuture();
    assertThat(answer).isNotDone();
    time.runDue();
    assertThat(answer.join()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
  }

  @Test
  void aNameThatCannotBeAndAClosedExecutorFailTheStage() {
    VirtualTime time = new VirtualTime();
    var unknown = new ExecutorResolver(time).resolve("no such name.invalid").toCompletableFuture();
    time.runDue();
    assertThat(unknown).isCompletedExceptionally();
    time.shutdown();
    assertThat(new ExecutorResolver(time).resolve("localhost").toCompletableFuture())
        .isCompletedExceptionally();
  }
}
