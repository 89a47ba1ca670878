/** Dat's multicast dialect as a state machine, and the source on top of it. */
package io.waggle.mdnsdiscovery.dat;
