package io.waggle.api.discovery;

import java.time.Instant;

/**
 * What became of an announcement that was taken back.
 *
 * @param removedNow whether others stop seeing it at once; a BEP 5 DHT has to say no
 * @param goneBy when nobody can see it any more at the latest
 */
public record Withdrawal(boolean removedNow, Instant goneBy) {}
