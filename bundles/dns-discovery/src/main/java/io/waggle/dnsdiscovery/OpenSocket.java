package io.waggle.dnsdiscovery;

import io.waggle.common.udp.DatagramOutput;
import io.waggle.common.udp.UdpLoop;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** Sockets that are open, with the thread that serves them. */
interface OpenSocket extends AutoCloseable {

  /** What they are bound to. */
  List<InetSocketAddress> local();

  /**
   * Runs a task on their thread.
   *
   * @throws java.util.concurrent.RejectedExecutionException after they were closed
   */
  void execute(Consumer<DatagramOutput> task);

  /** Runs what was queued; when it returns, nothing more is called, unless by its own thread. */
  @Override
  void close();

  /** Sockets that nobody else uses. */
  static OpenSocket of(UdpLoop loop) {
    return new OpenSocket() {
      @Override
      public List<InetSocketAddress> local() {
        return loop.local();
      }

      @Override
      public void execute(Consumer<DatagramOutput> task) {
        loop.execute(task);
      }

      @Override
      public void close() {
        loop.close();
      }
    };
  }
}
