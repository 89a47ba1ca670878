/** What the tests against real peers are driven with: processes that speak JSON lines. */
package io.waggle.interop;
