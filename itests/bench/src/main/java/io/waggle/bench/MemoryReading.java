package io.waggle.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What a server says of its memory.
 *
 * @param heap bytes in use after a collection
 * @param allocated bytes its serving thread has allocated so far
 */
record MemoryReading(long heap, long allocated) {

  /** Of this process; the reading comes before the collection, and counts none of its own. */
  static MemoryReading of(String servingThread) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated =
        Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null && thread.getThreadName().equals(servingThread))
            .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
            .sum();
    System.gc();
    return new MemoryReading(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), allocated);
  }

  /** Of another process, as it wrote it. */
  static MemoryReading read(String line) {
    String[] numbers = line.split(" ", -1);
    return new MemoryReading(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  /** As {@link #read} takes it. */
  @Override
  public String toString() {
    return heap + " " + allocated;
  }
}
