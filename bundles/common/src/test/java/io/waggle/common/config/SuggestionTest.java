package io.waggle.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Property(tries = 300)
  void oneWrongLetterIsForgiven(
      @ForAll @AlphaChars @StringLength(min = 3, max = 12) String word,
      @ForAll @IntRange(max = 11) int at) {
    int place = at % word.length();
    String wrong = word.substring(0, place) + "#" + word.substring(place + 1);
    String missing = word.substring(0, place) + word.substring(place + 1);
    String extra = word.substring(0, place) + "#" + word.substring(place);
    for (String typed : List.of(wrong, missing, extra)) {
      assertThat(Suggestion.nearest(typed, List.of(word))).contains(word);
    }
  }

  @Test
  void theNearestWinsAndTheAlphabetDecidesATie() {
    assertThat(Suggestion.nearest("ttll", List.of("ttl", "tcl", "port"))).contains("ttl");
    assertThat(Suggestion.nearest("bat", List.of("hat", "cat", "rat"))).contains("cat");
  }

  @Test
  void nothingIsNearEnoughToAnEmptyOrShortOrStrangeWord() {
    assertThat(Suggestion.nearest("", List.of("a"))).isEmpty();
    assertThat(Suggestion.nearest("x", List.of("y"))).isEmpty();
    assertThat(Suggestion.nearest("bandwidth", List.of("port", "bind"))).isEmpty();
    assertThat(Suggestion.nearest("word", List.of())).isEmpty();
  }
}
