/** The server as a component. */
package io.waggle.dnsserver.osgi;
