/** The source as a component. */
package io.waggle.knownpeers.osgi;
