/** The Declarative Services side of the source on the local network. */
package io.waggle.mdnsdiscovery.osgi;
