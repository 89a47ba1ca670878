/**
 * The process around the framework: command line, data directory, Feature JSON, start and end. It
 * knows bundles and configurations only by name; everything a node does is in bundles.
 */
package io.waggle.launcher;
