package io.waggle.mdnsdiscovery.dat;

import io.waggle.mdnsdiscovery.link.Link;
import io.waggle.mdnsdiscovery.link.SenderBook;
import java.util.concurrent.atomic.LongAdder;

/**
 * A link that is up, with what is said and heard there.
 *
 * @param received packets
 * @param sent packets
 */
record Line(int socket, LinkTalk talk, SenderBook senders, LongAdder received, LongAdder sent) {

  Line(int socket, LinkTalk talk, SenderBook senders) {
    this(socket, talk, senders, new LongAdder(), new LongAdder());
  }

  Link link() {
    return talk.link();
  }
}
