/** Hosts, their datagrams and their timers on virtual time. */
package io.waggle.simulation.world;
