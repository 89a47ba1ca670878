/** Network interfaces: which are used, when they come and go, and a multicast socket for each. */
package io.waggle.mdnsdiscovery.link;
