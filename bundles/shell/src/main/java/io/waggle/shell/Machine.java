package io.waggle.shell;

import java.time.Duration;

/**
 * The process.
 *
 * @param version of this program
 * @param java version of the virtual machine
 * @param uptime since the process began
 * @param heapUsed bytes
 * @param heapLimit bytes
 */
public record Machine(
    String version, String java, Duration uptime, long heapUsed, long heapLimit) {}
