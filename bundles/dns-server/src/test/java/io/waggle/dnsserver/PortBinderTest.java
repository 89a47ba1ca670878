package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortBinderTest {

  /** Ports of a machine of which some are taken. */
  private static final class Machine implements PortBinder.Sockets {
    final Set<Integer> taken = new HashSet<>();
    final Map<Integer, InetSocketAddress> open = new TreeMap<>();
    final List<String> log = new ArrayList<>();
    private int next;

    @Override
    public int open(InetSocketAddress address) throws IOException {
      if (taken.contains(address.getPort())) {
        throw new IOException("UDP " + address + " can't be bound: Address already in use");
      }
      log.add("open " + address.getPort());
      open.put(next, address);
      return next++;
    }

    @Override
    public InetSocketAddress local(int socket) {
      return open.get(socket);
    }

    @Override
    public void close(int socket) {
      log.add("close " + open.remove(socket).getPort());
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final Machine machine = new Machine();
  private final PortBinder binder = new PortBinder("test", machine, time);

  @Test
  void aTakenPortIsNamedAndTriedAgainWhileTheOthersServe() {
    machine.taken.add(53);
    binder.want(Optional.empty(), List.of(5300, 53));
    assertThat(machine.log).containsExactly("open 5300");
    assertThat(binder.missing().get(53)).contains("'ports'").contains("53").contains("in use");
    time.advance(Duration.ofSeconds(30));
    assertThat(machine.log).hasSize(1);
    machine.taken.clear();
    time.advance(Duration.ofSeconds(5));
    assertThat(machine.log).containsExactly("open 5300", "open 53");
    assertThat(binder.missing()).isEmpty();
    assertThat(time.pending()).isZero();
  }

  @Test
  void otherPortsAreOpenedAndClosedByDifference() throws Exception {
    binder.want(Optional.empty(), List.of(1, 2));
    binder.want(Optional.empty(), List.of(2, 3));
    assertThat(machine.log).containsExactly("open 1", "open 2", "close 1", "open 3");
    binder.want(Optional.of(InetAddress.getLoopbackAddress()), List.of(2, 3));
    assertThat(machine.log.subList(4, 8)).contains("close 2", "close 3", "open 2", "open 3");
    assertThat(binder.bound()).allMatch(bound -> bound.getAddress().isLoopbackAddress());
  }

  @Test
  void nothingIsTriedAfterClose() {
    machine.taken.add(53);
    binder.want(Optional.empty(), List.of(53, 5300));
    binder.close();
    machine.taken.clear();
    time.advance(Duration.ofMinutes(1));
    assertThat(machine.open).isEmpty();
    assertThat(time.pending()).isZero();
  }
}
