package io.waggle.api.mail;

import io.waggle.api.net.AddressGroup;

/**
 * How much lies here that came from one neighbourhood.
 *
 * @param source a /24 or /48
 * @param bytes of its records
 * @param boxes they lie in
 */
public record HolderShare(AddressGroup source, long bytes, int boxes) {}
