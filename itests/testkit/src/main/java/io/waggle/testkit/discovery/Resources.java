package io.waggle.testkit.discovery;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;

/**
 * What leaks when something is not closed.
 *
 * @param threads names of the live threads, those of the JVM and of the test engine left out
 * @param descriptors open files and sockets; -1 where the system does not tell
 */
public record Resources(Set<String> threads, long descriptors) {

  /** As of this moment. */
  public static Resources now() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getThreadGroup() != null
          && !"system".equals(thread.getThreadGroup().getName())
          && !thread.getName().startsWith("ForkJoinPool")) {
        names.add(thread.getName() + "#" + thread.getId());
      }
    }
    return new Resources(names, openDescriptors());
  }

  private static long openDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : -1;
  }

  /** Whether nothing is open that was not open before. */
  public boolean within(Resources before) {
    return before.threads.containsAll(threads) && descriptors <= before.descriptors;
  }
}
