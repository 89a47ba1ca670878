package io.waggle.dnsserver.osgi;

import io.waggle.api.discovery.SourceState;
import io.waggle.api.server.NameLoad;
import io.waggle.api.server.ServerReport;
import io.waggle.api.server.ServerStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The status of a server that has never had a configuration it could use.
 *
 * @param name of the server
 * @param reason for a person
 */
record UnconfiguredStatus(String name, String reason) implements ServerStatus {

  @Override
  public String kind() {
    return "dns";
  }

  @Override
  public ServerReport report() {
    return new ServerReport(
        name,
        kind(),
        SourceState.DISABLED,
        reason,
        List.of(),
        new TreeMap<>(),
        0,
        0,
        0,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  @Override
  public CompletionStage<List<NameLoad>> top(int count) {
    return CompletableFuture.completedStage(List.of());
  }
}
