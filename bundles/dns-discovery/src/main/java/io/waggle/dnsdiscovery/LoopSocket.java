package io.waggle.dnsdiscovery;

import io.waggle.api.time.WaggleClock;
import io.waggle.api.udp.UdpMux;
import io.waggle.common.udp.UdpLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The UDP sockets under a client, its own or a shared one. A port that can't be bound leaves the
 * client without sockets, and is tried again until it can. Tasks that come while there is none are
 * refused; those that come while one replaces another wait for it, and so do, for one interval of
 * retries, those that come before the shared socket: at the start of a node nobody knows who is
 * first.
 */
final class LoopSocket implements Executor, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LoopSocket.class);
  private static final int RETRY_SECONDS = 10;

  private final String name;
  private final WaggleClock clock;
  private final ScheduledExecutorService scheduler;
  private final Function<String, Optional<UdpMux>> shared;
  private final Object lock = new Object();
  private final List<Runnable> held = new ArrayList<>();
  private DnsClient client;
  private ClientSettings settings;
  private OpenSocket loop;
  private Future<?> retry;
  private boolean replacing;
  private boolean expecting;
  private boolean closed;
  private volatile Optional<String> problem = Optional.empty();

  LoopSocket(
      String name,
      WaggleClock clock,
      ScheduledExecutorService scheduler,
      Function<String, Optional<UdpMux>> shared) {
    this.name = name;
    this.clock = clock;
    this.scheduler = scheduler;
    this.shared = shared;
  }

  /** Why there is no socket. */
  Optional<String> problem() {
    return problem;
  }

  List<InetSocketAddress> local() {
    synchronized (lock) {
      return loop == null ? List.of() : loop.local();
    }
  }

  /**
   * Binds as the settings say, in place of what was bound before, then runs the task; without
   * sockets too, as nobody else touches the client then.
   */
  void open(DnsClient newClient, ClientSettings newSettings, Runnable task) {
    OpenSocket old;
    synchronized (lock) {
      if (closed) {
        return;
      }
      old = loop;
      loop = null;
      replacing = true;
    }
    // Not under the lock: the thread that ends here may be waiting for it.
    closeQuietly(old);
    synchronized (lock) {
      client = newClient;
      settings = newSettings;
      replacing = false;
      expecting = !newSettings.udp().isEmpty();
      bind();
      if (loop == null) {
        runWithout(task);
      } else {
        execute(task);
      }
      release();
    }
  }

  private void runWithout(Runnable task) {
    client.run(clock.nanoTime(), (socket, packet, to) -> {}, task);
  }

  /** Lets go of the tasks that wait, unless they may wait on. */
  private void release() {
    if (loop != null) {
      held.forEach(this::execute);
    } else if (expecting) {
      return;
    } else {
      held.forEach(this::runWithout);
      if (!held.isEmpty()) {
        runWithout(client::noSockets);
      }
    }
    held.clear();
  }

  private void bind() {
    try {
      SocketPlan plan = settings.udp().isEmpty() ? own() : shared();
      problem = Optional.empty();
      execute(() -> client.useSockets(plan));
    } catch (IOException e) {
      String message = e.getMessage() + "; it is tried again";
      if (problem.isEmpty() && !expecting) {
        log.warn("{}: {}", name, message);
      }
      problem = Optional.of(message);
      if (retry != null) {
        retry.cancel(false);
      }
      retry = scheduler.schedule(this::retry, RETRY_SECONDS, TimeUnit.SECONDS);
    }
  }

  private SocketPlan own() throws IOException {
    SocketPlan plan = SocketPlan.of(settings);
    try {
      loop = OpenSocket.of(UdpLoop.open(name, plan.binds(), client, clock));
    } catch (IOException e) {
      throw new IOException("'port' " + settings.port() + ": " + e.getMessage(), e);
    }
    return plan;
  }

  private SocketPlan shared() throws IOException {
    UdpMux mux =
        shared
            .apply(settings.udp())
            .orElseThrow(
                () -> new IOException("'udp' " + settings.udp() + ": there is no such socket"));
    loop = MuxSocket.open(mux, client);
    return SocketPlan.shared(loop.local().get(0));
  }

  private void retry() {
    synchronized (lock) {
      if (loop == null && !closed && !replacing) {
        boolean expected = expecting;
        expecting = false;
        problem = expected ? Optional.empty() : problem;
        bind();
        release();
      }
    }
  }

  @Override
  public void execute(Runnable task) {
    synchronized (lock) {
      if (loop != null) {
        loop.execute(out -> client.run(clock.nanoTime(), out, task));
      } else if (!closed && (replacing || expecting)) {
        held.add(task);
      } else {
        throw new RejectedExecutionException(problem.orElse("the source is closed"));
      }
    }
  }

  @Override
  public void close() {
    OpenSocket old;
    synchronized (lock) {
      closed = true;
      old = loop;
      loop = null;
    }
    closeQuietly(old);
  }

  private static void closeQuietly(OpenSocket old) {
    if (old != null) {
      old.close();
    }
  }
}
