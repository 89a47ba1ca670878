package io.waggle.swarmconnector;

import io.waggle.api.swarm.ByteStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The writing half as a blocking stream; closing it ends our half. */
final class BlockingOutput extends OutputStream {

  private final ByteStream stream;

  BlockingOutput(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, data.length);
    if (length > 0) {
      Blocking.await(stream.write(ByteBuffer.wrap(data, offset, length)));
    }
  }

  @Override
  public void close() throws IOException {
    Blocking.await(stream.finish());
  }
}
