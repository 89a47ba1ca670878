/** Swarms by configuration, and TCP as a transport service. */
package io.waggle.swarmconnector.osgi;
