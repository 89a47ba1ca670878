/** The handshakes as services. */
package io.waggle.handshake.osgi;
