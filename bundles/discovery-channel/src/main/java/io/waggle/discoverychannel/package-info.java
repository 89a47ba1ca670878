/**
 * The hub's engine: plain Java, usable with {@code new}.
 *
 * <p>One lock guards all state. Under it nothing foreign is called: sources run on their lanes,
 * listeners and futures on the listeners' executor.
 */
package io.waggle.discoverychannel;
