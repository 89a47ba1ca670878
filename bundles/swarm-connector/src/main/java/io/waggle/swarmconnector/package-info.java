/** The swarm: whom to dial, whom to let in, which connection to keep; and the TCP transport. */
package io.waggle.swarmconnector;
