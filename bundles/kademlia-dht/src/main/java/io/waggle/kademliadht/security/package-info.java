/** Against forgers and floods: tokens, limits, ids bound to addresses (BEP 42), size estimates. */
package io.waggle.kademliadht.security;
