/** The protocol on real sockets, as a transport of the swarm. */
package io.waggle.transportutp.driver;
