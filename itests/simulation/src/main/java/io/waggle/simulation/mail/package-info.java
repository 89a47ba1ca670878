/** Mail in the simulated world: the real mailbox, the real holders, on nodes of ours. */
package io.waggle.simulation.mail;
