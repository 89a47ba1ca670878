/** Measurements: servers of ours and their originals under one load generator. */
package io.waggle.bench;
