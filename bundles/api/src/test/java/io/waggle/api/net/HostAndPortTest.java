package io.waggle.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org, -1",
    "example.org:53, example.org, 53",
    "' 192.0.2.1:80 ', 192.0.2.1, 80",
    "[2001:db8::1], 2001:db8::1, -1",
    "[2001:db8::1]:80, 2001:db8::1, 80",
    "2001:db8::1, 2001:db8::1, -1",
    "_dat._tcp.local:0, _dat._tcp.local, 0",
  })
  void readsWhatPeopleWrite(String text, String host, int port) {
    HostAndPort parsed = HostAndPort.parse(text);
    assertThat(parsed.host()).isEqualTo(host);
    assertThat(parsed.port()).isEqualTo(port < 0 ? Optional.empty() : Optional.of(port));
    assertThat(HostAndPort.parse(parsed.toString())).isEqualTo(parsed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":53",
        "a b",
        "host:",
        "host:x",
        "host:65536",
        "host:-1",
        "[::1",
        "[::1]x",
        "-host"
      })
  void refusesTheRestWithAReason(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".+");
  }

  @Property(tries = 500)
  void neverThrowsAnythingElse(@ForAll @StringLength(max = 40) String text) {
    try {
      HostAndPort.parse(text).literal();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  @Property(tries = 300)
  void addressesSurviveTheirText(
      @ForAll @Size(4) byte[] four,
      @ForAll @Size(16) byte[] sixteen,
      @ForAll @IntRange(max = 65535) int port) {
    for (byte[] bytes : new byte[][] {four, sixteen}) {
      PeerAddress address = PeerAddress.of(bytes, port);
      assertThat(PeerAddress.parse(address.toString())).isEqualTo(address);
    }
  }

  @Test
  void onlyLiteralsAreResolvedAndNobodyIsAsked() {
    assertThat(HostAndPort.parse("localhost:1").literal()).isEmpty();
    assertThat(HostAndPort.parse("999.1.1.1:1").literal()).isEmpty();
    assertThat(HostAndPort.parse("192.0.2.1").literal()).isPresent();
  }
}
