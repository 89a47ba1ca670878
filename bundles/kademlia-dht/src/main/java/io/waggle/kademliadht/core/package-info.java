/**
 * The node as a state machine: {@link io.waggle.kademliadht.core.DhtNode}.
 *
 * <h2>Contract</h2>
 *
 * <ul>
 *   <li>Bytes, commands and time go in by {@code datagram}, {@code submit} and {@code tick};
 *       datagrams and events come out by {@link io.waggle.kademliadht.core.Output}, only inside
 *       those calls. Nothing here knows a socket, a clock, a thread, a file or a log.
 *   <li>{@code now} is a counter in nanoseconds that never goes back; its origin is arbitrary. Call
 *       {@code tick} when {@code nextDeadline} is reached; earlier does no harm.
 *   <li>One thread at a time, never from inside an {@code Output}.
 *   <li>The same seed and the same calls give the same bytes, on every JDK.
 *   <li>A {@link io.waggle.kademliadht.core.Workspace} is scratch: nodes of one thread may share
 *       one.
 *   <li>A socket tag is an index into {@link io.waggle.kademliadht.core.NodeConfig#locals()}.
 * </ul>
 */
package io.waggle.kademliadht.core;
