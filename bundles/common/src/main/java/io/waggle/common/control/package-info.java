/** How a command of the operating system speaks to a node that runs on the same machine. */
package io.waggle.common.control;
