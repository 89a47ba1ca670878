/** Hashes that the platform does not have. */
package io.waggle.common.hash;
