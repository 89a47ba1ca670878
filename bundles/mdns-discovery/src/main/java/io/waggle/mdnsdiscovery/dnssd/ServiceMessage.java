package io.waggle.mdnsdiscovery.dnssd;

import java.util.List;
import java.util.Set;
import org.xbill.DNS.Name;

/**
 * A packet of multicast DNS, as far as it matters here.
 *
 * @param response whether it tells, rather than asks
 * @param labels the topics it asks for
 * @param records what it tells
 * @param names all names that it asks for or tells of
 */
record ServiceMessage(
    boolean response, List<String> labels, List<HeardRecord> records, Set<Name> names) {}
