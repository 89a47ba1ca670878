package io.waggle.mailbox.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

  @Test
  void soManyAtOnceAndNoMore() {
    List<CompletableFuture<Boolean>> begun = new ArrayList<>();
    CompletionStage<Integer> all =
        Lanes.run(
            IntStream.range(0, 10),
            3,
            99,
            i -> {
              begun.add(new CompletableFuture<>());
              return begun.get(begun.size() - 1);
            });
    assertThat(begun).hasSize(3);
    begun.get(1).complete(true);
    assertThat(begun).hasSize(4);
    for (int i = 0; i < begun.size(); i++) {
      begun.get(i).complete(true);
    }
    assertThat(all.toCompletableFuture()).isCompletedWithValue(10);
  }

  @Test
  void whatIsDoneAtOnceDoesNotDeepenTheStack() {
    CompletionStage<Integer> all =
        Lanes.run(IntStream.range(0, 200_000), 4, 9, i -> CompletableFuture.completedFuture(true));
    assertThat(all.toCompletableFuture()).isCompletedWithValue(200_000);
  }

  @Test
  void tooManyFailuresEndIt() {
    List<Integer> begun = new ArrayList<>();
    CompletionStage<Integer> all =
        Lanes.run(
            IntStream.range(0, 100),
            2,
            5,
            i -> {
              begun.add(i);
              return i % 2 == 0
                  ? CompletableFuture.completedFuture(false)
                  : CompletableFuture.failedFuture(new IllegalStateException("no"));
            });
    assertThat(all.toCompletableFuture()).isCompletedWithValue(0);
    assertThat(begun).hasSize(5);
  }

  @Test
  void nothingToDoIsDone() {
    assertThat(Lanes.run(IntStream.empty(), 2, 2, i -> null).toCompletableFuture())
        .isCompletedWithValue(0);
  }
}
