/** A source that asks nobody: it names the peers of a list, and those that were met before. */
package io.waggle.knownpeers;
