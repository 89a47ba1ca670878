/** Commands that run a node of their own, print what happens and end it. */
package io.waggle.shell.oneshot;
