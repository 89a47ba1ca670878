/** Tables and plots of what was measured. */
package io.waggle.simulation.report;
