package io.waggle.kademliadht.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CadenceTest {

  @Test
  void soonAtFirstThenEveryTenMinutes() {
    Cadence cadence = new Cadence();
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(1));
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(5));
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(15));
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(60));
    assertThat(cadence.next()).isEqualTo(Cadence.STEADY);
    assertThat(cadence.next()).isEqualTo(Cadence.STEADY);
    cadence.restart();
    assertThat(cadence.next()).isEqualTo(Duration.ofSeconds(1));
  }
}
