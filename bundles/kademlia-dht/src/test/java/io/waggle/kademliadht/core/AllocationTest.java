package io.waggle.kademliadht.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.waggle.api.dht.DhtArguments;
import io.waggle.api.dht.NodeId;
import io.waggle.kademliadht.core.TestNetwork.Host;
import io.waggle.kademliadht.krpc.Endpoint;
import io.waggle.kademliadht.krpc.Family;
import io.waggle.kademliadht.table.Contact;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serving allocates nothing; the meter itself costs a few hundred bytes in all. */
class AllocationTest {

  private static final Output NOWHERE =
      new Output() {
        @Override
        public void send(int tag, Endpoint to, byte[] buffer, int offset, int length) {}

        @Override
        public void event(DhtEvent event) {}
      };

  @ParameterizedTest
  @ValueSource(strings = {"ping", "find_node", "get_peers", "junk", "limited"})
  void nothingAPacket(String method) {
    TestNetwork net = new TestNetwork(8);
    List<Contact> contacts = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      contacts.add(Contact.fresh(net.randomId(), net.address(i + 5)));
    }
    NodeId self = net.randomId();
    Limits limits = method.equals("limited") ? Limits.DEFAULT : Limits.NONE;
    Host host =
        net.add(
            NodeConfig.server(Family.V4, self).with(limits).maintenance(false),
            new Snapshot(List.of(new Snapshot.Table(Family.V4, self, contacts)), 0));
    host.store.announce(10_000_000, Asking.STRANGER_ID, net.address(1), false);
    DhtArguments arguments =
        Asking.as(net.randomId())
            .with("target", Asking.STRANGER_ID)
            .with("info_hash", Asking.STRANGER_ID);
    byte[] query =
        Asking.encode(
            method.equals("limited") || method.equals("junk") ? "ping" : method, arguments);
    if (method.equals("junk")) {
      query[0] = 'x';
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    serve(net, host, query, 20_000);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    serve(net, host, query, 100_000);
    long used = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(used).isLessThan(4_000);
  }

  private static void serve(TestNetwork net, Host host, byte[] query, int times) {
    for (int i = 0; i < times; i++) {
      host.node.datagram(net.now, 0, Asking.STRANGER, query, 0, query.length, NOWHERE);
    }
  }
}
