/** Packets recorded from the programs we have to meet. */
package io.waggle.testkit.vectors;
