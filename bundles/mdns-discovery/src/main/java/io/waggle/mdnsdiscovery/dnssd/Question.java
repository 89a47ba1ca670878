package io.waggle.mdnsdiscovery.dnssd;

import org.xbill.DNS.Name;

/**
 * What is asked.
 *
 * @param type a number of {@link org.xbill.DNS.Type}
 */
record Question(Name name, int type) {}
