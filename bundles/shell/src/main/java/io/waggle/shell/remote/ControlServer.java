package io.waggle.shell.remote;

import io.waggle.common.control.ControlLink;
import io.waggle.shell.Command;
import io.waggle.shell.CommandLine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands for processes of the same user: the socket's folder and the socket are open to
 * nobody else. Each link has a thread, {@value #MOST_LINKS} at most; more are turned away.
 */
public final class ControlServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
  private static final int MOST_LINKS = 16;

  private final List<Command> commands;
  private final CommandLine line;
  private final Path file;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST_LINKS + 1, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

  private ControlServer(
      List<Command> commands, CommandLine line, Path file, ServerSocketChannel server) {
    this.commands = commands;
    this.line = line;
    this.file = file;
    this.server = server;
  }

  /**
   * Opens the socket; one that a killed process left is replaced.
   *
   * @throws IOException if it can't be, because its name is too long for the system, for example
   */
  public static ControlServer open(Path file, List<Command> commands, CommandLine line)
      throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    if (posix) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Files.deleteIfExists(file);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(file));
      if (posix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    ControlServer opened = new ControlServer(commands, line, file, server);
    opened.threads.execute(opened::accept);
    return opened;
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "waggle-control");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        serve(server.accept());
      }
    } catch (IOException e) {
      log.debug("the control socket is closed: {}", e.toString());
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    open.add(channel);
    RemoteCall call = new RemoteCall(commands, line, new ControlLink(channel));
    try {
      threads.execute(
          () -> {
            call.run();
            open.remove(channel);
          });
    } catch (RejectedExecutionException e) {
      open.remove(channel);
      channel.close();
    }
  }

  /** Closes the socket and every link. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      server.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("the control socket does not close", e);
    }
  }
}
