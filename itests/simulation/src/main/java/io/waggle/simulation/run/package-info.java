/** What is measured, how nodes are set up, and the bars. */
package io.waggle.simulation.run;
