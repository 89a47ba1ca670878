/** The scenarios of the issue, one class each. */
package io.waggle.simulation.scenario;
