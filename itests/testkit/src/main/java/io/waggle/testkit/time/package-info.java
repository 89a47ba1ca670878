/** Time that a test moves by hand. */
package io.waggle.testkit.time;
