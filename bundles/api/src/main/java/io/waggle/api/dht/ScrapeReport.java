package io.waggle.api.dht;

/**
 * How many peers a topic has, estimated (BEP 33).
 *
 * @param seeds those that announced themselves as seeds
 * @param peers the others
 */
public record ScrapeReport(double seeds, double peers) {}
