package io.waggle.mdnsdiscovery.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the interfaces as they come and go, and uses each link as long as it is up and fits the
 * filter. Safe from any thread.
 */
public final class LinkWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LinkWatch.class);
  private static final int LOOK_SECONDS = 2;

  private final LinkUse use;
  private final Supplier<List<InterfaceView>> interfaces;
  private final ScheduledFuture<?> timer;
  private final Map<Link, Runnable> used = new LinkedHashMap<>();
  private final Map<String, String> problems = new TreeMap<>();
  private LinkFilter filter;
  private String misfit = "";
  private boolean closed;

  /**
   * Begins with what is up now.
   *
   * @param interfaces looked at every {@value #LOOK_SECONDS} s
   * @param scheduler for that; not closed here
   */
  public LinkWatch(
      LinkUse use,
      LinkFilter filter,
      Supplier<List<InterfaceView>> interfaces,
      ScheduledExecutorService scheduler) {
    this.use = use;
    this.filter = filter;
    this.interfaces = interfaces;
    refresh();
    this.timer =
        scheduler.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** A wall: a timer's task that throws is not run again. */
  private void look() {
    try {
      refresh();
    } catch (RuntimeException e) {
      log.error("the interfaces can't be looked at; it is tried again", e);
    }
  }

  /** Uses other links from now on; what fits goes on undisturbed. */
  public synchronized void configure(LinkFilter newFilter) {
    filter = newFilter;
    refresh();
  }

  /** Looks at the interfaces now. */
  public synchronized void refresh() {
    if (closed) {
      return;
    }
    List<InterfaceView> all = interfaces.get();
    List<Link> wanted = filter.select(all);
    for (Link link : List.copyOf(used.keySet())) {
      if (!wanted.contains(link)) {
        end(link);
      }
    }
    problems.keySet().removeIf(name -> wanted.stream().noneMatch(l -> l.toString().equals(name)));
    misfit = wanted.isEmpty() ? filter.misfit(all) : "";
    for (Link link : wanted) {
      if (!used.containsKey(link)) {
        begin(link);
      }
    }
  }

  private void begin(Link link) {
    try {
      used.put(link, use.begin(link));
      problems.remove(link.toString());
      log.debug("{} is used", link);
    } catch (IOException e) {
      if (problems.put(link.toString(), e.getMessage()) == null) {
        log.warn("{}; it is tried again", e.getMessage());
      }
    }
  }

  private void end(Link link) {
    used.remove(link).run();
    log.debug("{} is no longer used", link);
  }

  /** What is used. */
  public synchronized List<Link> links() {
    return new ArrayList<>(used.keySet());
  }

  /** What could not be used, in words. */
  public synchronized List<String> problems() {
    return misfit.isEmpty() ? new ArrayList<>(problems.values()) : List.of(misfit);
  }

  /** Ends the use of all links. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.cancel(false);
    List.copyOf(used.keySet()).forEach(this::end);
  }
}
