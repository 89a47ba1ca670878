/** The wire: bencoding and KRPC messages (BEP 3, 5, 32), read in place and written into scratch. */
package io.waggle.kademliadht.krpc;
