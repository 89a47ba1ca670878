package io.waggle.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AddressTest {

  @Property
  void isOf62CharactersAndReadsBack(@ForAll @Size(32) byte[] fingerprint) {
    Address address = Address.of(fingerprint);
    assertThat(address.toString()).hasSize(62).startsWith("wg1").matches("[a-z0-9]+");
    assertThat(Address.parse(address.toString())).isEqualTo(address);
    assertThat(Address.parse(address.toString().toUpperCase(Locale.ROOT))).isEqualTo(address);
    assertThat(Address.parse(" " + address.asMail() + "\n")).isEqualTo(address);
  }

  @Test
  void swappedNeighboursAreNoticed() {
    String good = Address.of("abcdefghijklmnopqrstuvwxyz012345".getBytes(UTF)).toString();
    for (int i = 3; i + 1 < good.length(); i++) {
      char[] swapped = good.toCharArray();
      swapped[i] = good.charAt(i + 1);
      swapped[i + 1] = good.charAt(i);
      if (!good.equals(new String(swapped))) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(new String(swapped)));
      }
    }
  }

  @Test
  void saysWhatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse("alice@example.org"))
        .withMessageContaining("does not begin with 'wg1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Address.parse(Bech32m.encode("wg", new byte[33])))
        .withMessageContaining("newer kind");
  }

  private static final java.nio.charset.Charset UTF = java.nio.charset.StandardCharsets.UTF_8;
}
