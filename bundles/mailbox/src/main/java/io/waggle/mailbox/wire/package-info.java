/**
 * The queries by which mail travels, as values: {@code mb_info}, {@code mb_list}, {@code mb_get},
 * {@code mb_put}, {@code mb_del}, {@code mb_stat}, {@code mb_have}, {@code mb_sub} and {@code
 * mb_new}, on the DHT's wire. Decoders are bounded and total.
 */
package io.waggle.mailbox.wire;
