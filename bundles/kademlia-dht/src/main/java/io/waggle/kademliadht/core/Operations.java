package io.waggle.kademliadht.core;

import io.waggle.kademliadht.krpc.Endpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What was submitted: some of it waits for the node to be ready, some runs. */
final class Operations {

  private final NodeContext node;
  private final List<Task> running = new ArrayList<>(0);
  private Deque<Task> waiting;
  private long numbers;

  Operations(NodeContext node) {
    this.node = node;
  }

  int size() {
    return running.size() + (waiting == null ? 0 : waiting.size());
  }

  long submit(long now, Command command, Maintenance maintenance) {
    long number = ++numbers;
    Task task = task(command);
    if (task != null) {
      task.own(this, number, now);
      waiting = waiting == null ? new ArrayDeque<>() : waiting;
      waiting.add(task);
    } else {
      direct(now, number, command, maintenance);
    }
    return number;
  }

  private Task task(Command command) {
    if (command instanceof Command.FindNodes c) {
      return new FindOperation(node, c.target(), c.options(), false, now -> {});
    } else if (command instanceof Command.GetPeers c) {
      return new PeersOperation(node, c);
    } else if (command instanceof Command.Announce c) {
      return new PeersOperation(node, c);
    } else if (command instanceof Command.Scrape c) {
      return new PeersOperation(node, c);
    } else if (command instanceof Command.GetImmutable c) {
      return new ItemOperation(node, c);
    } else if (command instanceof Command.GetMutable c) {
      return new ItemOperation(node, c);
    } else if (command instanceof Command.Put c) {
      return new ItemOperation(node, c);
    } else if (command instanceof Command.Republish c) {
      return new Republish(node, this, c);
    }
    return null;
  }

  private void direct(long now, long number, Command command, Maintenance maintenance) {
    if (command instanceof Command.Bootstrap c) {
      node.addBootstrap(c.nodes());
      maintenance.bootstrapped(now);
    } else if (command instanceof Command.AddNode c) {
      maintenance.probe(c.node(), now);
    } else if (command instanceof Command.RemoveNode c) {
      forget(c.node());
    } else if (command instanceof Command.NetworkChanged) {
      maintenance.networkChanged(now);
    } else if (command instanceof Command.Cancel c) {
      cancel(c.operation(), now);
    } else if (!(command instanceof Command.Reconfigure)) {
      new QueryOperation(node, number, command).begin(now);
    }
  }

  private void forget(Endpoint endpoint) {
    node.bootstrap().remove(endpoint);
    node.homes.forEach(home -> home.table().drop(endpoint));
  }

  private void cancel(long number, long now) {
    if (waiting != null) {
      waiting.removeIf(task -> task.number == number);
    }
    for (Task task : List.copyOf(running)) {
      if (task.number == number) {
        task.cancel(now);
      }
    }
  }

  /** Runs one of the node's own at once, without events. */
  void run(Task task, long now) {
    task.own(this, 0, now);
    start(task, now);
  }

  private void start(Task task, long now) {
    running.add(task);
    task.begin(now);
  }

  void remove(Task task) {
    running.remove(task);
  }

  /** Starts what has waited long enough, or everything if the node is ready. */
  void release(boolean ready, long now) {
    long patience = node.config.waitMillis() * 1_000_000L;
    while (waiting != null
        && !waiting.isEmpty()
        && (ready || now - waiting.peek().submitted >= patience)) {
      start(waiting.poll(), now);
    }
  }

  /** When the first one that waits has waited long enough, or {@link Long#MAX_VALUE}. */
  long patienceEnds() {
    return waiting == null || waiting.isEmpty()
        ? Long.MAX_VALUE
        : waiting.peek().submitted + node.config.waitMillis() * 1_000_000L;
  }
}
