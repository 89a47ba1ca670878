package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.api.lan.LanLink;
import io.waggle.api.lan.LanMonitor;
import io.waggle.api.lan.LanSender;
import io.waggle.api.net.PeerAddress;
import io.waggle.shell.doubles.TestNode;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanCommandTest {

  private static final InetAddress OURS = PeerAddress.parse("192.0.2.1:0").host();
  private static final InetAddress THEIRS = PeerAddress.parse("192.0.2.9:0").host();

  private final TestNode node = new TestNode(Path.of("unused"));

  private LanMonitor monitor() {
    LanLink wire = new LanLink("eth0", false, List.of(OURS), 12, 3, "");
    LanLink broken = new LanLink("", false, List.of(), 0, 0, "eth1/4 is gone");
    LanSender sender =
        new LanSender("eth0", THEIRS, false, node.time.instant(), 4, 2, 1, "is at c0ffee");
    LanSender self = new LanSender("eth0", OURS, true, node.time.instant(), 0, 3, 0, "");
    return new LanMonitor() {
      @Override
      public List<LanLink> links() {
        return List.of(wire, broken);
      }

      @Override
      public List<LanSender> senders() {
        return List.of(sender, self);
      }
    };
  }

  @Test
  void itSaysFromWhomWhatWasHeardOnWhichInterface() {
    node.lan.put("mdns-home", monitor());
    node.time.advance(Duration.ofSeconds(5));
    assertThat(node.type("lan"))
        .isEqualTo(
            """
            interfaces
            SOURCE     INTERFACE  FAMILY  ADDRESSES  RECEIVED  SENT  PROBLEM
            mdns-home  eth0       IPv4    192.0.2.1        12     3  -
            mdns-home  -          -       -                 0     0  eth1/4 is gone

            senders
            SOURCE     INTERFACE  ADDRESS         HEARD  QUESTIONS  ANSWERS  DROPPED  SAID
            mdns-home  eth0       192.0.2.9       5s             4        2        1  is at c0ffee
            mdns-home  eth0       192.0.2.1 (we)  5s             0        3        0  -""");
  }

  @Test
  void oneSourceCanBeChosen() {
    node.lan.put("mdns-home", monitor());
    assertThatThrownBy(() -> node.type("lan mdns-other"))
        .hasMessage("no source 'mdns-other' listens on the local network; there is mdns-home");
    assertThat(node.type("lan mdns-home --json")).contains("\"interface\":\"eth0\"");
  }

  @Test
  void withoutASourceItSaysHowToMakeOne() {
    assertThat(node.type("lan")).contains("io.waggle.source.mdns-<name>.cfg");
  }
}
