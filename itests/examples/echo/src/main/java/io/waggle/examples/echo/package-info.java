/** An application on top of a swarm. */
package io.waggle.examples.echo;
