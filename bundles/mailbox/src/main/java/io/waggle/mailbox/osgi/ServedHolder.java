package io.waggle.mailbox.osgi;

import io.waggle.api.mail.HolderReport;
import io.waggle.api.mail.HolderStatus;
import io.waggle.api.server.NameLoad;
import io.waggle.api.server.ServerReport;
import io.waggle.api.server.ServerStatus;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The holder among the servers of a node: its names are boxes, its peers are records. */
final class ServedHolder implements ServerStatus {

  static final String SERVER = "mail-holder";

  private final HolderStatus holder;

  ServedHolder(HolderStatus holder) {
    this.holder = holder;
  }

  @Override
  public String name() {
    return SERVER;
  }

  @Override
  public String kind() {
    return "mail";
  }

  @Override
  public ServerReport report() {
    HolderReport report = holder.report(0);
    return new ServerReport(
        name(),
        kind(),
        report.state(),
        report.reason(),
        List.of(),
        new TreeMap<>(),
        report.used().getOrDefault("records", 0L),
        report.boxes(),
        report.subscribers(),
        report.used(),
        report.limits(),
        report.counters());
  }

  /** Whose boxes are full is nobody's business. */
  @Override
  public CompletionStage<List<NameLoad>> top(int count) {
    return CompletableFuture.completedFuture(List.of());
  }
}
