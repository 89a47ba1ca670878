/** Declarative Services components. */
package io.waggle.crypto.osgi;
