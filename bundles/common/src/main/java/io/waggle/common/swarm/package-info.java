/** What handshakes share. */
package io.waggle.common.swarm;
