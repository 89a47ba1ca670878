package io.waggle.mdnsdiscovery.jmdns;

import io.waggle.mdnsdiscovery.dnssd.OwnService;
import io.waggle.mdnsdiscovery.dnssd.ServiceNames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.DNSStatefulObject;
import javax.jmdns.impl.HostInfo;
import javax.jmdns.impl.ServiceInfoImpl;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;
import org.xbill.DNS.Name;

/**
 * A service of JmDNS, which knows one subtype at most, with a subtype for each topic. TTLs are
 * those of RFC 6762 §10.
 */
final class PublishedService extends ServiceInfoImpl {

  /** Of records that a host's address hangs on, in seconds. */
  static final int HOST_TTL = 120;

  /** Of all others. */
  static final int TTL = 4500;

  private final Name type;
  private volatile Set<String> labels;

  PublishedService(OwnService service, Name type) {
    super(type.toString(), service.instance(), "", service.port(), 0, 0, true, text(service));
    this.type = type;
    this.labels = service.labels();
  }

  private static byte[] text(OwnService service) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (String each : service.text()) {
      byte[] bytes = each.getBytes(StandardCharsets.UTF_8);
      text.write(bytes.length);
      text.write(bytes, 0, bytes.length);
    }
    return text.toByteArray();
  }

  /** Whether a name is known to be ours: it may be answered for (RFC 6762 §8.3). */
  static boolean isOut(DNSStatefulObject named) {
    return named.isAnnouncing() || named.isAnnounced();
  }

  Set<String> labels() {
    return labels;
  }

  void setLabels(Set<String> newLabels) {
    labels = newLabels;
  }

  private String subtype(String label) {
    return ServiceNames.topic(label, type).toString();
  }

  /** Whether a name is the subtype of one of its topics. */
  boolean hasSubtype(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return labels.stream().anyMatch(label -> subtype(label).equals(lower));
  }

  /** That it is at these topics; with a TTL of 0 that it no longer is. */
  List<DNSRecord> pointers(Collection<String> some, int ttl) {
    List<DNSRecord> pointers = new ArrayList<>();
    for (String label : some) {
      pointers.add(pointer(subtype(label), ttl));
    }
    return pointers;
  }

  /** That somebody of a name, its type or one of its subtypes, is this one. */
  DNSRecord pointer(String name, int ttl) {
    return new DNSRecord.Pointer(name, DNSRecordClass.CLASS_IN, false, ttl, getQualifiedName());
  }

  /** What an answer or an announcement has; without a subtype asked for it is the latter. */
  @Override
  public Collection<DNSRecord> answers(
      DNSRecordClass recordClass, boolean unique, int ttl, HostInfo host, String asked) {
    List<DNSRecord> all = new ArrayList<>(super.answers(recordClass, unique, ttl, host, asked));
    for (DNSRecord each : all) {
      boolean atHost = each.getRecordType() == DNSRecordType.TYPE_SRV;
      each.setTTL(ttl == 0 ? 0 : atHost ? HOST_TTL : TTL);
    }
    if (asked == null) {
      all.addAll(pointers(labels, ttl == 0 ? 0 : TTL));
    }
    return all;
  }
}
