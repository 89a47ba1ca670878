/** The protocol as a handshake service, and the topics of configured dats. */
package io.waggle.hypercore.osgi;
