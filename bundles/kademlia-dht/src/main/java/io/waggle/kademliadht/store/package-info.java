/** What is kept for others: peers of info hashes (BEP 5) and items (BEP 44), within quotas. */
package io.waggle.kademliadht.store;
