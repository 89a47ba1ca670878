/** The Declarative Services side of the DNS source. */
package io.waggle.dnsdiscovery.osgi;
