/** The messages of Dat's multicast dialect: DNS questions and answers of type TXT. */
package io.waggle.mdnsdiscovery.wire;
