/** The shell of a node without a shell: commands, what they take and what they answer. */
package io.waggle.shell;
