package io.waggle.launcher;

import io.waggle.common.control.ControlLink;
import io.waggle.common.control.ControlLink.Frame;
import io.waggle.common.control.ControlLink.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Gives a command to the node that runs on a data directory, and shows what it says. */
final class RemoteCommand {

  private static final String PREFIX = "mail-";
  private static final String HELP = "help";
  private static final int MOST_TRIES = 100;
  private static final long PAUSE_NANOS = 200_000_000L;

  private final Streams streams;

  RemoteCommand(Streams streams) {
    this.streams = streams;
  }

  /** Runs it; answers its exit code. */
  int run(Path data, List<String> words) throws LaunchException {
    try (ControlLink link = connect(data)) {
      link.send(Kind.FOLDER, Path.of("").toAbsolutePath().toString());
      for (String word : forNode(words)) {
        link.send(Kind.WORD, word);
      }
      link.send(Kind.RUN, "");
      return hear(link);
    } catch (EOFException e) {
      throw new LaunchException(ExitCode.NO_NODE, "the node stopped while it was asked", e);
    } catch (IOException e) {
      throw new LaunchException(ExitCode.NO_NODE, "the node does not answer: " + e.getMessage(), e);
    }
  }

  /** The shell's commands are called mail-send, and so on. */
  static List<String> forNode(List<String> words) {
    boolean help = words.isEmpty() || words.get(0).equals(HELP) || words.get(0).startsWith("-");
    if (help) {
      return List.of(HELP, PREFIX);
    }
    String[] all = words.toArray(String[]::new);
    all[0] = PREFIX + all[0];
    return Arrays.asList(all);
  }

  /** A node that has just been started is waited for. */
  private static ControlLink connect(Path data) throws LaunchException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(NodePlan.socket(data));
    for (int tries = 0; true; tries++) {
      try {
        return new ControlLink(SocketChannel.open(address));
      } catch (IOException e) {
        if (tries == MOST_TRIES || !DataLock.isTaken(data)) {
          throw nobody(data, e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static LaunchException nobody(Path data, IOException e) {
    return new LaunchException(
        ExitCode.NO_NODE,
        ("no node runs on the data directory %s (%s). 'waggle mail-node --data %s' starts one;"
                + " leave it running and give this command again")
            .formatted(data, e.getMessage(), data),
        e);
  }

  private int hear(ControlLink link) throws IOException {
    for (Frame frame = link.receive(); true; frame = link.receive()) {
      switch (frame.kind()) {
        case WANT -> input(link);
        case OUT -> streams.out().write(frame.content());
        case NOTE -> streams.err().println(frame.text());
        case EXIT -> {
          return Integer.parseInt(frame.text());
        }
        default -> throw new IOException("unexpected " + frame.kind());
      }
    }
  }

  private void input(ControlLink link) throws IOException {
    if (Boolean.getBoolean("waggle.terminal")) {
      streams.err().println("Write, and end with Ctrl-D on a line of its own.");
    }
    byte[] part = new byte[ControlLink.LONGEST];
    for (int n = streams.in().read(part); n >= 0; n = streams.in().read(part)) {
      link.send(Kind.INPUT, Arrays.copyOf(part, n));
    }
    link.send(Kind.END, "");
  }
}
