package io.waggle.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of BIP 350, and errors of a typist. */
class Bech32mTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A1LQFN3A",
        "a1lqfn3a",
        "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
        "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
        "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
        "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
        "?1v759aa"
      })
  void goodOnes(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    assertThat(Bech32m.groups(lower.substring(0, lower.lastIndexOf('1')), text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " 1xj0phk",
        "\u007f1g6xzxy",
        "\u00801vctc34",
        "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
        "qyrz8wqd2c9m",
        "1qyrz8wqd2c9m",
        "y1b0jsk6g",
        "lt1igcx5c0",
        "in1muywd",
        "mm1crxm3i",
        "au1s5cgom",
        "M1VUXWEZ",
        "16plkw9",
        "1p2gdwpf"
      })
  void badOnes(String text) {
    int separator = text.lastIndexOf('1');
    boolean printable = text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    String prefix = separator < 0 ? "" : text.substring(0, separator).toLowerCase(Locale.ROOT);
    if (printable) {
      assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.groups(prefix, text));
    } else {
      // Prefixes of ours are printable, so that no such text can begin with one.
      assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.groups("wg", text));
    }
  }

  @Property
  void roundTrip(@ForAll @Size(max = 40) byte[] bytes) {
    assertThat(Bech32m.decode("wgsec", Bech32m.encode("wgsec", bytes))).isEqualTo(bytes);
  }

  @Test
  void noErrorOfUpToFourSymbolsIsMissed() {
    Random random = new Random(7);
    String good = Bech32m.encode("wg", new byte[33]);
    for (int i = 0; i < 50_000; i++) {
      String bad = mistyped(random, good, 1 + random.nextInt(4));
      if (!bad.equals(good)) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.decode("wg", bad));
      }
    }
  }

  private static String mistyped(Random random, String good, int errors) {
    StringBuilder bad = new StringBuilder(good);
    for (int i = 0; i < errors; i++) {
      int at = 3 + random.nextInt(good.length() - 3);
      bad.setCharAt(at, "qpzry9x8gf2tvdw0s3jn54khce6mua7l".charAt(random.nextInt(32)));
    }
    return bad.toString();
  }
}
