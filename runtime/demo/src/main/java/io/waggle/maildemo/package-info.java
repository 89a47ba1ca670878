/**
 * A mail network in one process, without OSGi: the nodes, their holders and two mailboxes are made
 * with {@code new}, and speak over real datagrams on loopback.
 */
package io.waggle.maildemo;
