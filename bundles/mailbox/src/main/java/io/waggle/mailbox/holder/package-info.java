/**
 * Keeps other people's mail: admission, quotas, files and index, answers to the {@code mb_} queries
 * and lazy repair. Plain Java; time, files, cryptography and the network are handed in.
 */
package io.waggle.mailbox.holder;
