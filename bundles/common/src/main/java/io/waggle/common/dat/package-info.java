/**
 * What the DNS dialect of dns-discovery puts into its TXT records: peers, tokens and flags. The
 * same for client, server and multicast; knows nothing of DNS messages themselves.
 */
package io.waggle.common.dat;
