package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.metrics.Metrics;
import io.waggle.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A client whose shared socket is not there yet. */
class LoopSocketTest {

  private final VirtualTime time = new VirtualTime();
  private final ClientSettings settings = ClientSettings.of(List.of()).on("main");
  private final LoopSocket socket = new LoopSocket("test", time, time, name -> Optional.empty());
  private final DnsClient client =
      new DnsClient(
          settings, time, new SplittableRandom(1), (host, taker) -> {}, new Metrics(), socket);
  private final List<String> done = new ArrayList<>();

  @Test
  void tasksWaitForTheSocketOneIntervalOfRetriesAndAreRefusedAfterIt() {
    socket.open(client, settings, () -> done.add("opened"));
    socket.execute(() -> done.add("early"));
    time.advance(Duration.ofMillis(9_999));
    assertThat(done).containsExactly("opened");
    time.advance(Duration.ofMillis(1));
    assertThat(done).containsExactly("opened", "early");
    assertThatThrownBy(() -> socket.execute(() -> done.add("late")))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("'udp' main");
  }

  @Test
  void closedItTakesNothing() {
    socket.open(client, settings, () -> {});
    socket.close();
    assertThatThrownBy(() -> socket.execute(() -> done.add("late")))
        .isInstanceOf(RejectedExecutionException.class);
  }
}
