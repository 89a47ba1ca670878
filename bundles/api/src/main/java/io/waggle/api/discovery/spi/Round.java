package io.waggle.api.discovery.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** A running question. */
@ConsumerType
@FunctionalInterface
public interface Round extends AutoCloseable {

  /** Stops it. Idempotent, returns at once, may be called from inside a sink call. */
  @Override
  void close();
}
