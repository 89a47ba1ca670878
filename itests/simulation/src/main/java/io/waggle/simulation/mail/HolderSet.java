package io.waggle.simulation.mail;

import io.waggle.api.crypto.Crypto;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.dht.DhtService;
import io.waggle.api.metrics.Metrics;
import io.waggle.mailbox.holder.DhtHolder;
import io.waggle.mailbox.holder.HolderLimits;
import io.waggle.mailbox.holder.HolderSettings;
import io.waggle.mailbox.holder.HolderSite;
import io.waggle.mailbox.wire.MailQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The real holders of a simulation, each with a folder; gone with all they hold at the end. */
public final class HolderSet implements AutoCloseable {

  /** What may be asked of a holder. */
  static final Set<String> METHODS =
      MailQuery.METHODS.stream()
          .filter(method -> !method.equals("mb_new"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Path MEMORY = Path.of("/dev/shm");

  private final Crypto crypto;
  private final Path folder;
  private final List<DhtHolder> open = new ArrayList<>();
  private int folders;

  /** None yet; on a disk in memory if the machine has one, since every put is fsynced. */
  public HolderSet(Crypto crypto) throws IOException {
    this.crypto = crypto;
    this.folder =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "waggle-simulation")
            : Files.createTempDirectory("waggle-simulation");
  }

  /** A folder for somebody. */
  public Path folder() {
    return folder.resolve("" + folders++);
  }

  /** A holder on a node; it is opened when it is first asked. */
  public DhtQueryHandler holder(DhtService dht, WorldTimers timers, HolderLimits limits) {
    return new Late(dht, timers, limits);
  }

  private final class Late implements DhtQueryHandler {

    private final DhtService dht;
    private final WorldTimers timers;
    private final HolderSettings settings;
    private DhtHolder holder;

    Late(DhtService dht, WorldTimers timers, HolderLimits limits) {
      this.dht = dht;
      this.timers = timers;
      this.settings = HolderSettings.of(folder(), "mail").with(limits);
    }

    @Override
    public Set<String> methods() {
      return METHODS;
    }

    @Override
    public void handle(DhtQuery query, DhtResponder responder) {
      try {
        if (holder == null) {
          HolderSite site = new HolderSite(crypto, timers, timers, dht, new Metrics());
          holder = DhtHolder.open(settings, site);
          open.add(holder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      holder.handle(query, responder);
    }
  }

  @Override
  public void close() throws IOException {
    for (DhtHolder holder : open) {
      holder.close();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
