/** Declarative Services components. */
package io.waggle.udpmux.osgi;
