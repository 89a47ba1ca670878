/** Declarative Services components. */
package io.waggle.kademliadht.osgi;
