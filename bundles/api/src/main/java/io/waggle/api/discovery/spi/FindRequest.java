package io.waggle.api.discovery.spi;

import io.waggle.api.discovery.Topic;

/**
 * A question to a source.
 *
 * @param topic whose peers
 * @param limit how many are of use at most
 * @param urgency whether somebody is waiting
 */
public record FindRequest(Topic topic, int limit, Urgency urgency) {}
