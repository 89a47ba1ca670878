/** The components that offer the commands to Gogo and find the services they call. */
package io.waggle.shell.osgi;
