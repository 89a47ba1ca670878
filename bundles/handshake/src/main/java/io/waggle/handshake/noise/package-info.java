/** The handshake XX of the Noise Protocol Framework, and the encrypted wire that follows it. */
package io.waggle.handshake.noise;
