/** Handshakes: how two peers tell each other who they are. */
package io.waggle.handshake;
