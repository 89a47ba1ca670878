package io.waggle.swarmconnector;

import io.waggle.api.swarm.ByteStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The reading half as a blocking stream. After an interrupted read it can't be used any more. */
final class BlockingInput extends InputStream {

  private final ByteStream stream;

  BlockingInput(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    return length == 0 ? 0 : Blocking.await(stream.read(ByteBuffer.wrap(into, offset, length)));
  }
}
