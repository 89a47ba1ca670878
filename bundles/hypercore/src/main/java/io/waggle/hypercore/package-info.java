/** hypercore-protocol 6, as far as a connection needs it to stay up. */
package io.waggle.hypercore;
