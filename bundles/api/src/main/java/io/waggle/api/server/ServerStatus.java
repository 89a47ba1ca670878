package io.waggle.api.server;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A server of this node, published for whoever shows or watches it. All methods may be called from
 * any thread and return at once.
 */
@ProviderType
public interface ServerStatus {

  /** Service property: {@link #name()}. */
  String NAME = "server.name";

  /** Service property: {@link #kind()}. */
  String KIND = "server.kind";

  /** Unique among the servers of its kind in the node. */
  String name();

  /** What it speaks, for example {@code dns}. */
  String kind();

  /** How it fares at this moment. */
  ServerReport report();

  /**
   * The names with the most peers, most first.
   *
   * @param count how many at most
   * @return never fails; empty when the server is closed
   */
  CompletionStage<List<NameLoad>> top(int count);
}
