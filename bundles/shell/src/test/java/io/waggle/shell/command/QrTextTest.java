package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.waggle.api.mail.Address;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class QrTextTest {

  private static final int SCALE = 8;

  @Test
  void aReaderReadsTheAddress() throws Exception {
    String address = Address.of(new byte[32]).toString();
    List<String> lines = QrText.of(address);
    int width = lines.get(0).length();
    int height = lines.size() * 2;
    int[] pixels = new int[width * SCALE * height * SCALE];
    for (int y = 0; y < height * SCALE; y++) {
      for (int x = 0; x < width * SCALE; x++) {
        boolean light = light(lines.get(y / SCALE / 2).charAt(x / SCALE), y / SCALE % 2 == 0);
        pixels[y * width * SCALE + x] = light ? 0xffffff : 0;
      }
    }
    BinaryBitmap image =
        new BinaryBitmap(
            new HybridBinarizer(new RGBLuminanceSource(width * SCALE, height * SCALE, pixels)));
    assertThat(new QRCodeReader().decode(image).getText())
        .isEqualTo(address.toUpperCase(Locale.ROOT));
    assertThat(width).isLessThan(50);
  }

  private static boolean light(char block, boolean upper) {
    return block == '\u2588' || block == (upper ? '\u2580' : '\u2584');
  }
}
