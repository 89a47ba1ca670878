package io.waggle.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes off one data directory. The framework's own cache lock does not: Felix 7.0.5
 * ignores the result of {@code tryLock}. The file names the owner's process id for the message.
 */
final class DataLock implements AutoCloseable {

  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the directory if there is none, and locks it until close or the end of the process. */
  static DataLock take(Path data) throws LaunchException {
    try {
      Files.createDirectories(data);
      FileChannel channel =
          FileChannel.open(
              data.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String owner = owner(channel);
        channel.close();
        throw new LaunchException(
            ExitCode.DATA_IN_USE,
            "the data directory " + data + " is in use by " + owner + "; give another --data DIR");
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
      return new DataLock(channel);
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.DATA_IN_USE, "cannot write to the data directory " + data + ": " + e, e);
    }
  }

  /** Whether a process has it at the moment. */
  static boolean isTaken(Path data) {
    Path file = data.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return !locked(channel);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = StandardCharsets.US_ASCII.decode(text.flip()).toString();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  @Override
  public void close() throws LaunchException {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LaunchException(ExitCode.DATA_IN_USE, "cannot free the data directory: " + e, e);
    }
  }
}
