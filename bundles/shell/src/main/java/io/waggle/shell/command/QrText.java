package io.waggle.shell.command;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A QR code of half blocks, light on the dark ground of a terminal. */
final class QrText {

  private static final int QUIET = 2;

  private QrText() {}

  /** Lines of a code; capitals need fewer bits, and an address means the same in both cases. */
  static List<String> of(String text) {
    ByteMatrix code;
    try {
      code = Encoder.encode(text.toUpperCase(Locale.ROOT), ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("no code can be made of it", e);
    }
    List<String> lines = new ArrayList<>();
    for (int y = -QUIET; y < code.getHeight() + QUIET; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -QUIET; x < code.getWidth() + QUIET; x++) {
        line.append(block(light(code, x, y), light(code, x, y + 1)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean light(ByteMatrix code, int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < code.getWidth() && y < code.getHeight();
    return !inside || code.get(x, y) == 0;
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '\u2588' : '\u2580';
    }
    return lower ? '\u2584' : ' ';
  }
}
