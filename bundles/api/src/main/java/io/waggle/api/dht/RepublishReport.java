package io.waggle.api.dht;

import java.time.Duration;

/**
 * What it took to store many values again.
 *
 * @param values how many they were
 * @param stored how many of them somebody holds
 * @param lookups begun for them
 * @param requests sent for them, repetitions included
 * @param took from the order to the last confirmation
 */
public record RepublishReport(int values, int stored, int lookups, long requests, Duration took) {}
