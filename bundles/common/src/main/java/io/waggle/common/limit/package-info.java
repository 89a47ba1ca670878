/** Rates. */
package io.waggle.common.limit;
