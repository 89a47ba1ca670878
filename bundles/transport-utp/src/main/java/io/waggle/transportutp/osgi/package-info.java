/** Declarative Services components. */
package io.waggle.transportutp.osgi;
