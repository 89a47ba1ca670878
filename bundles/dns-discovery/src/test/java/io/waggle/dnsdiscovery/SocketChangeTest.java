package io.waggle.dnsdiscovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.api.net.PeerAddress;
import io.waggle.testkit.discovery.RecordingSink;
import io.waggle.testkit.discovery.RecordingSink.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client's socket is replaced while a query is on the wire. */
class SocketChangeTest {

  private static final String TOPIC = "ab".repeat(20);
  private static final PeerAddress PEER = PeerAddress.parse("198.51.100.7:4000");

  private final FakeServer server = new FakeServer();
  private final RecordingSink sink = new RecordingSink();
  private final ClientSettings settings =
      ClientSettings.of(List.of(ServerSpec.parse("203.0.113.1:5300")));
  private final VirtualNet net = new VirtualNet(settings);

  private void openAndChangeAfter(int millis) {
    server.peers(TOPIC).add(PEER);
    net.add("203.0.113.1", 5300, server);
    net.start(settings);
    net.open(TOPIC, sink, settings);
    net.advance(millis);
    net.run(() -> net.client.useSockets(SocketPlan.of(settings)));
    net.advance(100);
  }

  @Test
  void aRoundWhoseQueryIsOnTheWireIsAskedAgainAndDoesNotFail() {
    for (int millis = 0; millis < 8; millis++) {
      openAndChangeAfter(millis);
      assertThat(sink.found()).as("changed after %d ms", millis).contains(PEER);
      assertThat(sink.calls()).noneMatch(call -> call.kind() == Kind.FAILED);
    }
  }

  @Test
  void withoutAnySocketWhoWaitsIsToldSo() {
    openAndChangeAfter(0);
    net.run(net.client::noSockets);
    net.open("cd".repeat(20), sink, settings);
    net.run(net.client::noSockets);
    assertThat(sink.calls()).anyMatch(call -> call.kind() == Kind.FAILED);
  }
}
