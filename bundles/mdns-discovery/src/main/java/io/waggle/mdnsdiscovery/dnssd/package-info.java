/**
 * DNS service discovery (RFC 6763) over multicast DNS (RFC 6762), the dialect of avahi and Bonjour.
 */
package io.waggle.mdnsdiscovery.dnssd;
