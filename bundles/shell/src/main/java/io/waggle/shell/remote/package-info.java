/** Commands that come over a socket of the operating system, from another process of its user. */
package io.waggle.shell.remote;
