/** Strict reading of configurations: one way for every component. */
package io.waggle.common.config;
