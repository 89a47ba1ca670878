package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.discovery.spi.AddressObserver;
import io.waggle.api.net.NatFinding;
import io.waggle.api.net.NatMapping;
import io.waggle.api.net.PeerAddress;
import io.waggle.api.net.SeenAs;
import io.waggle.shell.doubles.TestNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatViewTest {

  @TempDir Path folder;

  private record Observer(NatMapping mapping, List<SeenAs> seen) implements AddressObserver {
    @Override
    public CompletionStage<Optional<PeerAddress>> observe() {
      return CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public NatFinding finding() {
      return NatFinding.of("dns-test", mapping, seen);
    }
  }

  private static SeenAs seen(String observer, String us) {
    return new SeenAs(PeerAddress.parse(observer), PeerAddress.parse(us));
  }

  @Test
  void whyNamesTheKindOfTheNatAndWhoSeesUsHow() {
    TestNode node = new TestNode(folder);
    assertThat(node.type("why 192.0.2.7:3282")).doesNotContain("nat ");
    node.observers.add(new Observer(NatMapping.UNKNOWN, List.of()));
    assertThat(node.type("why 192.0.2.7:3282")).contains("it takes two discovery servers");
    node.observers.add(
        new Observer(
            NatMapping.ENDPOINT_DEPENDENT,
            List.of(
                seen("203.0.113.2:53", "198.51.100.1:2"),
                seen("203.0.113.1:53", "198.51.100.1:1"))));
    assertThat(node.type("why 192.0.2.7:3282"))
        .contains("symmetric: every destination sees another port")
        .contains("dns-test ENDPOINT_DEPENDENT, 2 of 2 observers")
        .contains(
            "203.0.113.1:53 sees us as 198.51.100.1:1, 203.0.113.2:53 sees us as 198.51.100.1:2");
    assertThat(node.type("why chat")).contains("symmetric: every destination");
  }

  @Test
  void statusHasARowForEachSource() {
    TestNode node = new TestNode(folder);
    node.observers.add(
        new Observer(
            NatMapping.ENDPOINT_INDEPENDENT,
            List.of(
                seen("203.0.113.2:53", "198.51.100.1:1"),
                seen("203.0.113.1:53", "198.51.100.1:1"))));
    assertThat(node.type("status")).containsPattern("dns-test +ENDPOINT_INDEPENDENT +2 +2");
    assertThat(node.type("status --json"))
        .contains(
            "\"nat\":[{\"source\":\"dns-test\",\"mapping\":\"ENDPOINT_INDEPENDENT\",\"observers\":2,"
                + "\"agreeing\":2,\"meaning\":\"endpoint-independent: ");
  }
}
