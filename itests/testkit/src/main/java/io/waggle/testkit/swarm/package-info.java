/** In-memory transports, wires and discovery, so that a whole swarm runs on virtual time. */
package io.waggle.testkit.swarm;
