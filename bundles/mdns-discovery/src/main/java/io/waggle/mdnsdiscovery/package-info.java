/** Peers on the local network by multicast DNS; see the packages below for the two dialects. */
package io.waggle.mdnsdiscovery;
