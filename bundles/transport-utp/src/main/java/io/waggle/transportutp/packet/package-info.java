/** The wire of uTP (BEP 29): packets to bytes and back. */
package io.waggle.transportutp.packet;
