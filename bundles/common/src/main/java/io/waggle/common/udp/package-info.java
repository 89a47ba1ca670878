/** One thread and its UDP sockets under a protocol that is a state machine. */
package io.waggle.common.udp;
