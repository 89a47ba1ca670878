/** Questions under way: transaction ids, timers, and how long an answer may take. */
package io.waggle.kademliadht.rpc;
