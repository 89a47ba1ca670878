/** One UDP socket for several protocols, told apart by the first bytes of a datagram. */
package io.waggle.udpmux;
