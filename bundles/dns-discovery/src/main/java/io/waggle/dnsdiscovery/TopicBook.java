package io.waggle.dnsdiscovery;

import io.waggle.api.discovery.Withdrawal;
import io.waggle.api.discovery.spi.Receipt;
import io.waggle.dnsdiscovery.Advert.Holding;
import io.waggle.dnsdiscovery.ServerMessage.Push;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Every topic that a round is open at or that is announced. One thread at a time. */
final class TopicBook implements ServerLink.Listener {

  private final Map<String, TopicEntry> entries = new HashMap<>();
  private final ClientContext context;
  private List<ServerLink> links = List.of();
  private ClientSettings settings;

  TopicBook(ClientContext context, ClientSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  int size() {
    return entries.size();
  }

  /** Takes over other settings; the links are set apart from them. */
  void setSettings(ClientSettings newSettings) {
    settings = newSettings;
    entries.values().forEach(entry -> entry.setSettings(newSettings));
  }

  /** Asks the new links everything that is open, and forgets those that are gone. */
  void setLinks(List<ServerLink> newLinks) {
    List<ServerLink> old = links;
    links = List.copyOf(newLinks);
    for (TopicEntry entry : List.copyOf(entries.values())) {
      links.stream().filter(link -> !old.contains(link)).forEach(entry::up);
      old.stream().filter(link -> !links.contains(link)).forEach(entry::forget);
    }
    entries.values().removeIf(TopicEntry::isIdle);
  }

  /** Our own port is another one: subscriptions have to be made anew. */
  void askAgain() {
    List.copyOf(entries.values()).forEach(entry -> links.forEach(entry::up));
  }

  private TopicEntry entry(String label) {
    return entries.computeIfAbsent(label, l -> new TopicEntry(l, context, settings));
  }

  private void dropIfIdle(String label) {
    TopicEntry entry = entries.get(label);
    if (entry != null && entry.isIdle()) {
      entries.remove(label);
    }
  }

  void open(String label, OpenRound round) {
    entry(label).open(round, links);
    dropIfIdle(label);
  }

  void close(String label, OpenRound round) {
    TopicEntry entry = entries.get(label);
    if (entry != null) {
      entry.close(round);
      dropIfIdle(label);
    }
  }

  void publish(Advert advert, CompletableFuture<Receipt> receipt) {
    long grace = settings.schedule().firstPause();
    advert.publish(new Publication(links, receipt, context.timers(), grace));
    links.forEach(link -> entry(advert.label()).announce(link, advert, true));
  }

  void withdraw(Advert advert, CompletableFuture<Withdrawal> result) {
    TopicEntry entry = entry(advert.label());
    entry.withdraw(advert, holders -> retract(entry, advert, holders, result));
    dropIfIdle(advert.label());
  }

  private void retract(
      TopicEntry entry,
      Advert advert,
      Map<ServerLink, Holding> holders,
      CompletableFuture<Withdrawal> result) {
    Retraction retraction = new Retraction(holders, result, context.clock());
    holders
        .keySet()
        .forEach(link -> link.submit(entry.unannounce(advert, retraction.at(link)), true));
    if (!result.isDone()) {
      RetrySchedule brief = settings.brief();
      context.timers().after(brief.failsAfter() + brief.firstPause() / 2, retraction::settle);
    }
  }

  /** The source goes away: takes back what it can without waiting. */
  void end() {
    entries.values().forEach(TopicEntry::end);
    entries.clear();
  }

  @Override
  public void up(ServerLink link) {
    List.copyOf(entries.values()).forEach(entry -> entry.up(link));
  }

  @Override
  public void pushed(ServerLink link, Push push, InetSocketAddress from) {
    context.meters().pushes().increment();
    TopicEntry entry = entries.get(push.label());
    if (entry == null || !entry.pushed(link, push.peer(), from)) {
      context.meters().unwanted().increment();
    }
  }
}
