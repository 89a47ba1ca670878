package io.waggle.handshake.noise;

import io.waggle.api.swarm.spi.Wire;
import io.waggle.common.swarm.WrappedWire;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A wire under keys: records of a length in two bytes, the high one first, and a ciphertext of 16
 * to 65,535 bytes. A record without plaintext ends a half; a half that ends without one was cut
 * off. Each direction takes a new key after {@value #RECORDS_A_KEY} records. Nothing is read ahead
 * but the rest of what the transport gave at once, so back-pressure is that of the wire below.
 */
final class SecureWire extends WrappedWire {

  /** Records under one key, 64 MiB at most. */
  static final int RECORDS_A_KEY = 1024;

  /** Bytes of the length before each record. */
  static final int PREFIX = 2;

  /** The longest ciphertext (Noise §3). */
  static final int LONGEST = 65_535;

  private static final int FAREWELL_SECONDS = 1;

  private final RecordReader reader;
  private final RecordWriter writer;

  SecureWire(Wire wire, CipherState sending, CipherState receiving) {
    super(wire);
    this.reader = new RecordReader(wire, receiving);
    this.writer = new RecordWriter(wire, sending);
  }

  @Override
  public CompletionStage<Integer> read(ByteBuffer into) {
    return reader.read(into);
  }

  @Override
  public CompletionStage<Void> write(ByteBuffer data) {
    return writer.write(data);
  }

  @Override
  public CompletionStage<Void> finish() {
    return writer.finish();
  }

  @Override
  public void close() {
    reader.close();
    CompletableFuture<Void> said = writer.sayGoodbye();
    if (said.isDone()) {
      wire().close();
    } else {
      // A peer that reads nothing does not keep the wire open.
      said.orTimeout(FAREWELL_SECONDS, TimeUnit.SECONDS)
          .whenComplete((done, error) -> wire().close());
    }
  }
}
