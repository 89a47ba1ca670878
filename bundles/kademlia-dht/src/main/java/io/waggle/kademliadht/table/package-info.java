/** The routing table: who is known, who is handed out, who is given up. */
package io.waggle.kademliadht.table;
