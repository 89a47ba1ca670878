/** A handshake as somebody else would write it: packed into a bundle of its own by the test. */
package io.waggle.container.custom;
