package io.waggle.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Threads and sockets of this process, counted.
 *
 * @param threads how many there are of each name; digits in names do not count
 * @param sockets how many descriptors are sockets
 */
record Footprint(SortedMap<String, Integer> threads, int sockets) {

  /**
   * Pools of the JDK and of Felix, which come with the first use and stay, and the hub's listener
   * threads, which end after ten idle seconds.
   */
  private static final List<String> LASTING =
      List.of(
          "ForkJoinPool.commonPool",
          "CompletableFutureDelayScheduler",
          "FelixResolver",
          "waggle-discovery-listener",
          "process reaper",
          "Keep-Alive-Timer",
          "Attach Listener");

  /** The hub is there without a configuration, and has one timer once it was used. */
  private static final String TIMER_OF_THE_HUB = "waggle-discovery-timer-0";

  /**
   * A uTP socket stays while its connections say farewell, and until the peer's silence is long.
   */
  private static final long LIMIT_MILLIS = 45_000;

  static Footprint now() {
    SortedMap<String, Integer> names = new TreeMap<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> LASTING.stream().noneMatch(name::startsWith))
        .forEach(name -> names.merge(name.replaceAll("[0-9]+", "0"), 1, Integer::sum));
    names.computeIfPresent(TIMER_OF_THE_HUB, (name, count) -> count > 1 ? count : null);
    return new Footprint(names, countSockets());
  }

  private static int countSockets() {
    int count = 0;
    for (Path descriptor : descriptors()) {
      count += isSocket(descriptor) ? 1 : 0;
    }
    return count;
  }

  private static List<Path> descriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // closed between the listing and now
    }
  }

  /** Waits until nothing is left that was not there before. */
  void awaitReturn() {
    Wait.until(
        LIMIT_MILLIS,
        "threads and sockets are back at the baseline of " + sockets + " sockets",
        () -> now().sockets <= sockets && surplus().isEmpty(),
        () -> now().sockets + " sockets, surplus threads " + surplus());
  }

  private List<String> surplus() {
    return now().threads.entrySet().stream()
        .filter(entry -> entry.getValue() > threads.getOrDefault(entry.getKey(), 0))
        .map(Object::toString)
        .toList();
  }
}
