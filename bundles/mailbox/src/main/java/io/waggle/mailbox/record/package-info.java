/**
 * What lies on the nodes and what proves a right to it: headers, boxes, profiles, stamps, receipts.
 * Values; decoders are bounded and total. Numbers are big-endian, times are seconds of the Unix
 * epoch.
 */
package io.waggle.mailbox.record;
