package io.waggle.mailbox.holder;

import io.waggle.api.dht.DhtPeerNode;
import io.waggle.api.dht.DhtQuery;
import io.waggle.api.dht.DhtQueryHandler;
import io.waggle.api.dht.DhtResponder;
import io.waggle.api.net.PeerAddress;
import io.waggle.mailbox.net.Asker;
import io.waggle.mailbox.net.DhtNetwork;
import io.waggle.mailbox.net.OwnNode;
import io.waggle.mailbox.net.Strand;
import io.waggle.mailbox.wire.MailQuery;
import io.waggle.mailbox.wire.Overlay;
import io.waggle.mailbox.wire.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A holder on a node of a DHT, put together: it answers the {@code mb_} queries that come to the
 * node, from a folder of its own.
 *
 * <pre>{@code
 * HolderSite site = new HolderSite(crypto, clock, executor, dht, new Metrics());
 * DhtHolder holder = DhtHolder.open(HolderSettings.of(folder, "mail"), site);
 * host.addHandler(holder);     // or as a service DhtQueryHandler with dht.name
 * ...
 * host.removeHandler(holder);
 * holder.close();
 * }</pre>
 *
 * <p>Queries wait for the executor, {@value #MOST_WAITING} at most, since the disk is slow and the
 * node's thread must not be; as many threads as it has check rights and stamps. Any thread may
 * call.
 */
public final class DhtHolder implements DhtQueryHandler, AutoCloseable {

  /** How many queries wait for the disk; who comes then is to come again. */
  static final int MOST_WAITING = 256;

  private static final int TICK_SECONDS = 5;
  private static final int LOOK_SECONDS = 15;

  /** The rest is for those who fetch. */
  private static final Set<String> METHODS =
      MailQuery.METHODS.stream()
          .filter(method -> !method.equals("mb_new"))
          .collect(Collectors.toUnmodifiableSet());

  private final HolderSite site;
  private final MailHolder holder;
  private final Receipts receipts;
  private final Strand strand;
  private final Optional<Repairs> repairs;
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Future<?>> timers = new ArrayList<>();

  private DhtHolder(HolderSettings settings, HolderSite site, Subscriptions subscriptions)
      throws IOException {
    this.site = site;
    KnownNodes nodes = new KnownNodes(site.dht());
    holder =
        new MailHolder(
            new MailHolder.Parts(
                site.crypto(),
                Overlay.of(site.crypto().hashes(), settings.network()),
                NodeKey.of(site.crypto(), settings.folder().resolve("node.key")),
                RecordStore.open(settings.folder(), site.crypto().hashes()),
                nodes,
                settings.limits(),
                site.metrics(),
                new News(subscriptions, this::push, this::tellHere)),
            site.clock().nanoTime());
    receipts = new Receipts(holder);
    nodes.refresh();
    repeat(TICK_SECONDS, () -> holder.tick(seconds()));
    repeat(LOOK_SECONDS, nodes::refresh);
    strand = new Strand(site.executor(), site.clock());
    repairs = settings.repair() ? Optional.of(repairs(settings, nodes)) : Optional.empty();
    repairs.ifPresent(r -> repeat(TICK_SECONDS, () -> strand.execute(r::tick)));
  }

  /**
   * Opens the folder, or makes it. What it needs to sign, 65,000 hashes' work, is done the first
   * time.
   *
   * @throws IOException if the folder can't be used
   */
  public static DhtHolder open(HolderSettings settings, HolderSite site) throws IOException {
    return open(settings, site, new Subscriptions());
  }

  /**
   * The same for who has subscribed with a holder before it, on another node of the network.
   *
   * @param subscriptions no other open holder's
   */
  public static DhtHolder open(
      HolderSettings settings, HolderSite site, Subscriptions subscriptions) throws IOException {
    return new DhtHolder(settings, site, subscriptions);
  }

  private Repairs repairs(HolderSettings settings, Neighbourhood nodes) {
    Asker asker = new Asker(new DhtNetwork(() -> Optional.of(site.dht())), strand);
    Overlay overlay = Overlay.of(site.crypto().hashes(), settings.network());
    RepairTools tools =
        new RepairTools(holder, nodes, asker, site.crypto(), overlay, site.metrics());
    return new Repairs(tools, site.clock(), this::chance);
  }

  private double chance() {
    return (ByteBuffer.wrap(site.crypto().random(Integer.BYTES)).getInt() & 0xffff) / 65_536.0;
  }

  private void repeat(int seconds, Runnable task) {
    ScheduledExecutorService executor = site.executor();
    timers.add(executor.scheduleWithFixedDelay(task, seconds, seconds, TimeUnit.SECONDS));
  }

  private long seconds() {
    return site.clock().instant().getEpochSecond();
  }

  private void push(PeerAddress who, MailQuery.Fresh news) {
    site.dht().query(who, Optional.empty(), news.method(), news.encode());
  }

  /** A DHT sends its own node nothing. */
  private void tellHere(MailQuery.Fresh news) {
    List<DhtQueryHandler> mailboxes = site.mailboxes().get();
    if (mailboxes.isEmpty()) {
      return;
    }
    Optional<DhtPeerNode> us = site.dht().status().locals().stream().findFirst();
    us.ifPresent(
        node -> mailboxes.forEach(m -> OwnNode.ask(m, node, news.method(), news.encode())));
  }

  @Override
  public Set<String> methods() {
    return METHODS;
  }

  @Override
  public void handle(DhtQuery query, DhtResponder responder) {
    Optional<MailQuery> read = MailQuery.decode(query.method(), query.arguments());
    if (read.isEmpty()) {
      refuse(responder, new Refusal(Refusal.PROTOCOL, "malformed"));
      return;
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      refuse(responder, Refusal.busy(1));
      return;
    }
    try {
      site.executor().execute(() -> answer(query, read.get(), responder));
    } catch (RejectedExecutionException e) {
      waiting.decrementAndGet();
      refuse(responder, new Refusal(Refusal.SERVER, "closed"));
    }
  }

  private void refuse(DhtResponder responder, Refusal refusal) {
    site.metrics().counter("refused." + refusal.code()).increment();
    responder.refuse(refusal.code(), refusal.text());
  }

  private void answer(DhtQuery asked, MailQuery query, DhtResponder responder) {
    Arrival arrival =
        new Arrival(
            query, asked.from().address(), asked.tokenGood(), seconds(), site.clock().nanoTime());
    receipts.answer(arrival, responder.token(), responder, () -> waiting.decrementAndGet() > 0);
    if (query instanceof MailQuery.Have have) {
      repairs.ifPresent(r -> strand.execute(() -> r.told(have.tags())));
    }
  }

  /** What it has; so many of the heaviest sources are named. */
  public Holdings holdings(int shares) {
    return holder.holdings(seconds(), shares);
  }

  /** Changes the limits; what is over them goes when the next record comes. */
  public void limits(HolderLimits limits) {
    holder.limits(limits, site.clock().nanoTime());
  }

  /** Writes the index and closes the folder; queries that still wait are refused. */
  @Override
  public void close() throws IOException {
    timers.forEach(timer -> timer.cancel(false));
    strand.close();
    holder.close();
  }
}
