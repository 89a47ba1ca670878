package io.waggle.api.discovery.spi;

import java.time.Duration;

/**
 * A successful publication.
 *
 * @param copies how many servers or nodes took it
 * @param validFor how long they keep it; the hub renews before
 */
public record Receipt(int copies, Duration validFor) {}
