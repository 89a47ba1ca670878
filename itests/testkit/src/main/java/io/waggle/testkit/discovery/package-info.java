/** What every discovery source has to pass, and sources that misbehave on purpose. */
package io.waggle.testkit.discovery;
