package io.waggle.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCoercionTest {

  private static Object as(Class<?> type, Object raw) {
    return ValueCoercion.coerce("key", raw, type);
  }

  @Property(tries = 300)
  void numbersAreReadWhateverTheyCameAs(@ForAll int number, @ForAll long large) {
    assertThat(as(int.class, number)).isEqualTo(number);
    assertThat(as(int.class, " " + number + "\t")).isEqualTo(number);
    assertThat(as(int.class, (long) number)).isEqualTo(number);
    assertThat(as(long.class, String.valueOf(large))).isEqualTo(large);
    assertThat(as(int.class, new Integer[] {number})).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1.5", "1e3", "0x10", "2147483648", "-2147483649", "ten"})
  void whatIsNoWholeNumberIsRefusedByName(String text) {
    assertThatThrownBy(() -> as(int.class, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'key' is '");
  }

  @Test
  void listsComeAsArraysCollectionsOrOneText() {
    String[] both = {"a", "b"};
    assertThat((String[]) as(String[].class, both)).containsExactly(both).isNotSameAs(both);
    assertThat((String[]) as(String[].class, List.of("a", "b"))).containsExactly(both);
    assertThat((String[]) as(String[].class, " a ,, b,")).containsExactly(both);
    assertThat((String[]) as(String[].class, new String[] {"a,b"})).containsExactly(both);
    assertThat((String[]) as(String[].class, "")).isEmpty();
    assertThat((String[]) as(String[].class, new String[0])).isEmpty();
  }

  @Test
  void severalWhereOneIsWantedAreRefused() {
    assertThatThrownBy(() -> as(String.class, new String[] {"a", "b"})).hasMessageContaining("one");
    assertThatThrownBy(() -> as(int.class, List.of(1, 2))).hasMessageContaining("one value");
    assertThatThrownBy(() -> as(boolean.class, new String[0])).hasMessageContaining("one value");
  }

  @Test
  void truthAndConstantsInAnyCase() {
    assertThat(as(boolean.class, " True ")).isEqualTo(true);
    assertThat(as(TimeUnit.class, "dAys")).isEqualTo(TimeUnit.DAYS);
    assertThatThrownBy(() -> as(boolean.class, "1")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> as(boolean.class, "yes")).hasMessageContaining("true or false");
  }
}
