package io.waggle.common.control;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One conversation between a command and a node, in frames: a byte that tells the kind, a length of
 * four bytes, and that many bytes. The command says where it is and what was typed; the node asks
 * for its input if it wants it, and answers with output, notes and an exit code. Sending is safe
 * from any thread; only one may receive.
 */
public final class ControlLink implements AutoCloseable {

  /** Longest content of a frame in bytes. */
  public static final int LONGEST = 1 << 16;

  /** What a frame is. */
  public enum Kind {
    /** From the command: the folder it runs in. */
    FOLDER('F'),
    /** From the command: one word of its line. */
    WORD('W'),
    /** From the command: that was all; text is the width of its terminal, 0 for none. */
    RUN('R'),
    /** From the node: it wants what stands on standard input. */
    WANT('?'),
    /** From the command: a part of standard input. */
    INPUT('I'),
    /** From the command: the end of standard input. */
    END('E'),
    /** From the node: for standard output. */
    OUT('O'),
    /** From the node: a line for standard error. */
    NOTE('N'),
    /** From the node, the last: the exit code in digits. */
    EXIT('X');

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }

    private static Kind of(int mark) throws IOException {
      for (Kind kind : values()) {
        if (kind.mark == mark) {
          return kind;
        }
      }
      throw new IOException("no frame begins with " + mark);
    }
  }

  /** A frame. */
  public static final class Frame {
    private final Kind kind;
    private final byte[] content;

    Frame(Kind kind, byte[] content) {
      this.kind = kind;
      this.content = content;
    }

    /** What it is. */
    public Kind kind() {
      return kind;
    }

    /** Its content; the caller may keep it. */
    public byte[] content() {
      return content;
    }

    /** Its content as UTF-8. */
    public String text() {
      return new String(content, StandardCharsets.UTF_8);
    }
  }

  private final SocketChannel channel;
  private final DataInputStream in;

  /** Over a channel that is connected and blocks; closed with the link. */
  public ControlLink(SocketChannel channel) {
    this.channel = channel;
    in = new DataInputStream(Channels.newInputStream(channel));
  }

  /** Sends text; what is longer than a frame becomes several. */
  public void send(Kind kind, String text) throws IOException {
    send(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes; what is longer than a frame becomes several. */
  public synchronized void send(Kind kind, byte[] content) throws IOException {
    int from = 0;
    do {
      int end = Math.min(content.length, from + LONGEST);
      ByteBuffer frame = ByteBuffer.allocate(5 + end - from);
      frame.put((byte) kind.mark).putInt(end - from).put(content, from, end - from).flip();
      while (frame.hasRemaining()) {
        channel.write(frame);
      }
      from = end;
    } while (from < content.length);
  }

  /**
   * The next frame; blocks.
   *
   * @throws EOFException at the end
   * @throws IOException if it is none, or the other side is gone
   */
  public Frame receive() throws IOException {
    Kind kind = Kind.of(in.readUnsignedByte());
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("no frame has " + length + " bytes");
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("cut off after " + content.length + " of " + length + " bytes");
    }
    return new Frame(kind, content);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
