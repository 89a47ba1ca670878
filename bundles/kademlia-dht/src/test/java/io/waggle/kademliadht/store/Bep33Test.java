package io.waggle.kademliadht.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.kademliadht.krpc.Endpoint;
import java.util.HexFormat;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class Bep33Test {

  private static final String FILTER =
      "F6C3F5EAA07FFD91BDE89F777F26FB2BFF37BDB8FB2BBAA2FD3DDDE7BACFFF75EE7CCBAEFE5EEDB1FBFAFF67F6AB"
          + "FF5E43DDBCA3FD9B9FFDF4FFD3E9DFF12D1BDF59DB53DBE9FA5B7FF3B8FDFCDE1AFB8BEDD7BE2F3EE71EBBBF"
          + "E93BCDEEFE148246C2BC5DBFF7E7EFDCF24FD8DC7ADFFD8FFFDFDDFFF7A4BBEEDF5CB95CE81FC7FCFF1FF4FF"
          + "FFDFE5F7FDCBB7FD79B3FA1FC77BFE07FFF905B7B7FFC7FEFEFFE0B8370BB0CD3F5B7F2BD93FEB4386CFDD6F"
          + "7FD5BFAF2E9EBFFFFEECD67ADBF7C67F17EFD5D75EBA6FFEBA7FFF47A91EB1BFBB53E8ABFB5762ABE8FF2372"
          + "79BFEFBFEEF5FFC5FEBFDFE5ADFFADFEE1FB737FFFFBFD9F6AEFFEEE76B6FD8F72EF";

  @Test
  void vector() {
    BloomFilter filter = new BloomFilter();
    for (int i = 0; i < 256; i++) {
      filter.add(Endpoint.v4(0xc0000200 + i, 1));
    }
    for (int i = 0; i < 1000; i++) {
      filter.add(Endpoint.v6(0x20010db800000000L, i, 1));
    }
    assertThat(HexFormat.of().withUpperCase().formatHex(filter.toBytes())).isEqualTo(FILTER);
    assertThat(filter.estimate()).isCloseTo(1224.9308, Assertions.offset(0.0001));
  }
}
