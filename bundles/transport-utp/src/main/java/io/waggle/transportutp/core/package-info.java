/**
 * The protocol (BEP 29) as a state machine: datagrams and time in, datagrams and completed futures
 * out. One thread at a time; {@code now} is in nanoseconds of one clock.
 */
package io.waggle.transportutp.core;
