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

  private static final List<String> OF_THE_JDK =
      List.of("ForkJoinPool.commonPool", "process reaper", "Keep-Alive-Timer", "Attach Listener");

  static Footprint now() {
    SortedMap<String, Integer> names = new TreeMap<>();
    Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> OF_THE_JDK.stream().noneMatch(name::startsWith))
        .forEach(name -> names.merge(name.replaceAll("[0-9]+", "0"), 1, Integer::sum));
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
