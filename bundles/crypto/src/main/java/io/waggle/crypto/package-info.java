/** The service {@code Crypto} and the vault, in plain Java on Bouncy Castle and the platform. */
package io.waggle.crypto;
