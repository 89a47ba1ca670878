/** The hub as a component. */
package io.waggle.discoverychannel.osgi;
