/** A handshake that is no part of the house. */
package io.waggle.examples.password;
