package io.waggle.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

  @interface Sample {
    @Range(min = 1, max = 65535)
    int port() default 3282;

    @Range(min = 5)
    long source_interval() default 60_000;

    boolean announce() default true;

    String domain() default "dat.local";

    String[] servers() default {"a", "b"};

    TimeUnit unit() default TimeUnit.SECONDS;
  }

  @Test
  void defaultsStandWhereNothingIsSaid() {
    Sample sample = ConfigReader.defaults(Sample.class);
    assertThat(sample.port()).isEqualTo(3282);
    assertThat(sample.source_interval()).isEqualTo(60_000);
    assertThat(sample.servers()).containsExactly("a", "b");
    assertThat(sample.unit()).isEqualTo(TimeUnit.SECONDS);
  }

  @Test
  void textsOfACfgFileBecomeTheDeclaredTypes() {
    Map<String, Object> cfg =
        Map.of(
            "port", " 80 ",
            "source.interval", "7000",
            "announce", "FALSE",
            "servers", "one:53, two",
            "unit", "minutes",
            "service.pid", "x",
            "felix.fileinstall.filename", "y");
    Reading<Sample> reading = ConfigReader.read(Sample.class, cfg);
    assertThat(reading.problems()).isEmpty();
    Sample sample = reading.config().orElseThrow();
    assertThat(sample.port()).isEqualTo(80);
    assertThat(sample.source_interval()).isEqualTo(7000);
    assertThat(sample.announce()).isFalse();
    assertThat(sample.servers()).containsExactly("one:53", "two");
    assertThat(sample.unit()).isEqualTo(TimeUnit.MINUTES);
  }

  @Test
  void anUnknownKeyIsNamedWithTheOneThatWasMeantAndTheRestIsUsed() {
    Reading<Sample> reading = ConfigReader.read(Sample.class, Map.of("prot", 81, "port", 80));
    assertThat(reading.summary()).isEqualTo("unknown key 'prot', did you mean 'port'?");
    assertThat(reading.config().orElseThrow().port()).isEqualTo(80);
    assertThat(ConfigReader.read(Sample.class, Map.of("zzzzzzzz", 1)).summary())
        .isEqualTo("unknown key 'zzzzzzzz'");
  }

  @Test
  void aBadValueMakesTheWholeConfigurationUnusableAndSaysWhy() {
    assertThat(problem(Map.of("port", "70000"))).isEqualTo("'port' is 70000, but must be 1..65535");
    assertThat(problem(Map.of("port", "many")))
        .isEqualTo("'port' is 'many', but must be a whole number");
    assertThat(problem(Map.of("port", "99999999999"))).contains("whole number");
    assertThat(problem(Map.of("source.interval", "4")))
        .isEqualTo("'source.interval' is 4, but must be 5 or more");
    assertThat(problem(Map.of("announce", "maybe")))
        .isEqualTo("'announce' is 'maybe', but must be true or false");
    assertThat(problem(Map.of("unit", "fortnights"))).contains("must be one of").contains("DAYS");
    assertThat(problem(Map.of("domain", new String[] {"a", "b"}))).contains("one value");
  }

  private static String problem(Map<String, Object> properties) {
    Reading<Sample> reading = ConfigReader.read(Sample.class, properties);
    assertThat(reading.config()).isEmpty();
    return reading.summary();
  }
}
