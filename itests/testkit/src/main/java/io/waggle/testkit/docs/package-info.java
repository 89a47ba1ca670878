/** Holds the READMEs against what was built. */
package io.waggle.testkit.docs;
