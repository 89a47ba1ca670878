/** How the network and its users behave: latency, loss, NAT, churn, adversaries. */
package io.waggle.simulation.model;
