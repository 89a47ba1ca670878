/** Command lines: which arguments a command takes, and what was typed. */
package io.waggle.shell.line;
