/**
 * The client of dns-discovery servers: a state machine over UDP, and the discovery source on top of
 * it. Plain Java; {@link io.waggle.dnsdiscovery.DnsSource} is where to begin.
 */
package io.waggle.dnsdiscovery;
