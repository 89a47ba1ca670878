package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSpecTest {

  @Test
  void portsMeanWhatTheOriginalMeans() {
    assertThat(ServerSpec.parse("disco.example").ports()).containsExactly(5300, 53);
    assertThat(ServerSpec.parse("disco.example:7000").ports()).containsExactly(7000);
    assertThat(ServerSpec.parse("disco.example:7000/53").ports()).containsExactly(7000, 53);
    assertThat(ServerSpec.parse("[2001:db8::1]:7000/53").host()).isEqualTo("2001:db8::1");
    assertThat(ServerSpec.parse("2001:db8::1").ports()).containsExactly(5300, 53);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:1", "a:1/2", "[::1]", "[::1]:1/2"})
  void theTextReadsBack(String text) {
    assertThat(ServerSpec.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:0", "a:70000", "a:1/", "a:1/x", "a/2", "a:1/2/3", "[::1"})
  void badTextsAreRefused(String text) {
    assertThatThrownBy(() -> ServerSpec.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theScheduleScales() {
    RetrySchedule usual = RetrySchedule.of(Duration.ofMillis(7500), 5);
    assertThat(usual.failsAfter()).isEqualTo(Duration.ofMillis(7750).toNanos());
    assertThat(usual.atMost(3).failsAfter()).isEqualTo(Duration.ofMillis(1750).toNanos());
    assertThat(RetrySchedule.of(Duration.ofSeconds(2), 1).failsAfter())
        .isEqualTo(Duration.ofSeconds(2).toNanos());
    assertThat(RetrySchedule.of(Duration.ofSeconds(3), 2).failsAfter())
        .isEqualTo(Duration.ofMillis(4500).toNanos());
  }

  @Test
  void settingsAreChecked() {
    List<ServerSpec> many =
        java.util.stream.IntStream.rangeClosed(1, 17)
            .mapToObj(i -> ServerSpec.parse("host:" + i))
            .toList();
    assertThatThrownBy(() -> ClientSettings.of(many)).hasMessageContaining("17");
    ServerSpec one = ServerSpec.parse("host");
    assertThat(ClientSettings.of(List.of(one, one)).servers()).hasSize(1);
  }
}
