/** The commands, by group; each is a thin call of a service. */
package io.waggle.shell.command;
