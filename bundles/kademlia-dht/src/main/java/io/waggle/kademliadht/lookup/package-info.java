/** Walking towards a target: which nodes to ask next, when to repeat, when it is done. */
package io.waggle.kademliadht.lookup;
