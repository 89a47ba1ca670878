/** JmDNS as responder of a link, without sockets and threads of its own but one. */
package io.waggle.mdnsdiscovery.jmdns;
