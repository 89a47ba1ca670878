package io.waggle.dnsserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.dat.TokenSecrets;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PrimitivesTest {

  @Property(tries = 200)
  void addressesKeepTheirBytesAndText(@ForAll @Size(4) byte[] four, @ForAll @Size(16) byte[] six)
      throws Exception {
    for (byte[] bytes : new byte[][] {four, six}) {
      long hi = Address.hi(bytes);
      long lo = Address.lo(bytes);
      InetAddress jdk = InetAddress.getByAddress(bytes);
      assertThat(Address.inet(hi, lo)).isEqualTo(jdk);
      byte[] text = new byte[Address.MOST_TEXT];
      int length = Address.text(hi, lo, text);
      assertThat(new String(text, 0, length, StandardCharsets.US_ASCII))
          .isEqualTo(jdk.getHostAddress());
    }
  }

  @Test
  void decimalsOfEveryPort() {
    byte[] text = new byte[8];
    for (int port = 0; port < 65536; port++) {
      int end = Address.decimal(port, text, 0);
      assertThat(new String(text, 0, end, StandardCharsets.US_ASCII)).isEqualTo("" + port);
    }
  }

  @Test
  void cachedTokensAreThoseOfTheSecrets() throws Exception {
    TokenSecrets secrets = new TokenSecrets(new SplittableRandom(1)::nextBytes);
    TokenCache cache = new TokenCache(secrets, 5);
    byte[] token = new byte[TokenCache.TOKEN];
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 10_000; i++) {
        byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
        long lo = Address.lo(address);
        cache.write(0, lo, token, 0);
        String text = new String(token, StandardCharsets.US_ASCII);
        assertThat(secrets.accepts(text, InetAddress.getByAddress(address))).isTrue();
        assertThat(cache.accepts(0, lo, token, 0, TokenCache.TOKEN)).isTrue();
        assertThat(cache.accepts(0, lo + 1, token, 0, TokenCache.TOKEN)).isFalse();
      }
      long last = Address.lo(new byte[] {10, 0, 39, 15});
      byte[] before = Arrays.copyOf(token, token.length);
      cache.rotate();
      assertThat(cache.accepts(0, last, before, 0, TokenCache.TOKEN)).isTrue();
      cache.rotate();
      assertThat(cache.accepts(0, last, before, 0, TokenCache.TOKEN)).isFalse();
      assertThat(cache.accepts(0, last, before, 0, 43)).isFalse();
    }
  }

  @Test
  void slotsAreFoundAfterAnyOrderOfRemovals() {
    SplittableRandom random = new SplittableRandom(4);
    SlotTable table = new SlotTable();
    boolean[] in = new boolean[2000];
    for (int i = 0; i < 200_000; i++) {
      int slot = random.nextInt(in.length);
      int hash = slot * 7 & 0x3f;
      if (in[slot]) {
        table.remove(hash, slot);
      } else {
        table.add(hash, slot);
      }
      in[slot] = !in[slot];
    }
    for (int slot = 0; slot < in.length; slot++) {
      assertThat(contains(table, slot * 7 & 0x3f, slot)).isEqualTo(in[slot]);
    }
  }

  private static boolean contains(SlotTable table, int hash, int slot) {
    for (int at = table.home(hash); !table.isFree(at); at = table.after(at)) {
      if (table.hashAt(at) == hash && table.slotAt(at) == slot) {
        return true;
      }
    }
    return false;
  }
}
