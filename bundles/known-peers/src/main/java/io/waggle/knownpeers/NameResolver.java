package io.waggle.knownpeers;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Resolves host names, never on the caller's thread. */
@FunctionalInterface
public interface NameResolver {

  /** Every address of a host; the stage fails if it has none or nobody could tell. */
  CompletionStage<List<InetAddress>> resolve(String host);
}
