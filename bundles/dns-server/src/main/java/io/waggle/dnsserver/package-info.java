/**
 * A server of the dns-discovery protocol as a state machine with a packed store; knows nothing of
 * OSGi.
 */
package io.waggle.dnsserver;
