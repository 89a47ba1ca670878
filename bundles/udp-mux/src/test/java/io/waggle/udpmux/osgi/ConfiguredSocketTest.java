package io.waggle.udpmux.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.metrics.Metrics;
import io.waggle.api.time.WaggleClock;
import io.waggle.testkit.time.VirtualTime;
import io.waggle.udpmux.SharedSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfiguredSocketTest {

  private static final Duration WAIT = Duration.ofSeconds(ConfiguredSocket.RETRY_SECONDS);

  private final VirtualTime time = new VirtualTime();
  private final List<SharedSocket> opened = new ArrayList<>();
  private final ConfiguredSocket socket =
      new ConfiguredSocket("test", this::bind, opened::add, time);
  private boolean taken = true;
  private int tries;

  private SharedSocket bind() throws IOException {
    tries++;
    if (taken) {
      throw new BindException("Address already in use");
    }
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return SharedSocket.open("test", List.of(any), WaggleClock.system(), new Metrics());
  }

  @AfterEach
  void close() {
    socket.close();
  }

  @Test
  void aPortThatIsTakenIsTriedAgainUntilItIsFree() {
    socket.open();
    time.advance(WAIT);
    assertThat(tries).isEqualTo(2);
    assertThat(opened).isEmpty();
    taken = false;
    time.advance(WAIT);
    assertThat(opened).hasSize(1);
    assertThat(opened.get(0).local()).hasSize(1);
    time.advance(WAIT.multipliedBy(3));
    assertThat(tries).isEqualTo(3);
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotTried() {
    socket.open();
    socket.giveUp();
    taken = false;
    time.advance(WAIT);
    assertThat(tries).isEqualTo(1);
    assertThat(time.pending()).isZero();
  }
}
