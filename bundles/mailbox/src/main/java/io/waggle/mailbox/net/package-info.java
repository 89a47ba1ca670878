/**
 * The mail overlay as a client sees it: whom to ask, laying a record down, fetching one. Runs on a
 * real DHT or on a network of a test.
 */
package io.waggle.mailbox.net;
