package io.waggle.api.server;

/**
 * How much one name weighs.
 *
 * @param label stands for the name, which is not told: the same while the server keeps its store
 * @param peers of that name
 */
public record NameLoad(String label, int peers) {}
