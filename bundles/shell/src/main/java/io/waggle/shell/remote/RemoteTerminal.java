package io.waggle.shell.remote;

import io.waggle.common.control.ControlLink;
import io.waggle.common.control.ControlLink.Frame;
import io.waggle.common.control.ControlLink.Kind;
import io.waggle.shell.line.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal of the process at the other end. */
final class RemoteTerminal implements Terminal {

  /** A mail has at most 32 MiB. */
  private static final int LONGEST_INPUT = 33 << 20;

  private final ControlLink link;
  private final Path folder;

  RemoteTerminal(ControlLink link, Path folder) {
    this.link = link;
    this.folder = folder;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Optional<byte[]> input() throws IOException {
    link.send(Kind.WANT, "");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Frame frame = link.receive(); frame.kind() == Kind.INPUT; frame = link.receive()) {
      if (all.size() + frame.content().length > LONGEST_INPUT) {
        throw new IOException("the input is longer than 32 MiB");
      }
      all.writeBytes(frame.content());
    }
    return Optional.of(all.toByteArray());
  }

  /** Whoever is gone misses it; the command goes on. */
  @Override
  public void progress(String line) {
    try {
      link.send(Kind.NOTE, line);
    } catch (IOException e) {
      return;
    }
  }

  @Override
  public boolean write(byte[] bytes) throws IOException {
    link.send(Kind.OUT, bytes);
    return true;
  }
}
