package io.waggle.mdnsdiscovery.dnssd;

import org.xbill.DNS.Name;

/**
 * A pointer that need not be told again (RFC 6762 §7.1).
 *
 * @param ttl what is left of it, in seconds
 */
record KnownAnswer(Name name, Name target, long ttl) {}
