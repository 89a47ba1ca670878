/** The DHT as a discovery source. */
package io.waggle.kademliadht.source;
