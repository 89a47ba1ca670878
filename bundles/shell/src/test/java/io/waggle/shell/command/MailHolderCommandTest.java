package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.mail.HolderReport;
import io.waggle.api.mail.HolderShare;
import io.waggle.api.net.AddressGroup;
import io.waggle.shell.doubles.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MailHolderCommandTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  private static HolderReport report(int shares) {
    return new HolderReport(
        "mail",
        "waggle-mail",
        SourceState.UP,
        "",
        3,
        2,
        1,
        7,
        8,
        new TreeMap<>(Map.of("records", 5L, "bytes", 20_480L)),
        new TreeMap<>(Map.of("records", 200_000L, "bytes", 268_435_456L)),
        new TreeMap<>(Map.of("stored", 5L, "refused.303", 4L)),
        List.of(
                new HolderShare(new AddressGroup(0xc00002, false), 16_384, 2),
                new HolderShare(new AddressGroup(0xc63364, false), 4_096, 1))
            .subList(0, Math.min(2, shares)));
  }

  @Test
  void itShowsWhatIsHeldAndWhatWasRefused() {
    node.holder = Optional.of(MailHolderCommandTest::report);
    assertThat(node.type("mail-holder"))
        .contains("5/200000")
        .contains("303", "stamp too weak", "4")
        .contains("192.0.2.0/24", "16384")
        .contains("198.51.100.0/24");
    assertThat(node.type("mail-holder --sources 1 --json"))
        .contains("\"tombstones\":2")
        .contains("{\"code\":\"303\",\"meaning\":\"stamp too weak\",\"count\":4}")
        .contains("192.0.2.0/24")
        .doesNotContain("198.51.100.0/24");
  }

  @Test
  void withoutAHolderItSaysHowToHaveOne() {
    assertThatThrownBy(() -> node.type("mail-holder"))
        .hasMessageContaining("io.waggle.mailbox.holder.cfg");
  }
}
