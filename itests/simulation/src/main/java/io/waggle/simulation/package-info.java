/** The DHT as it does in a network that exists in memory only. */
package io.waggle.simulation;
