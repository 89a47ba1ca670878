/** What the pure core needs of a machine: sockets, files, random bits, signatures. */
package io.waggle.kademliadht.driver;
