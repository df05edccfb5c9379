package org.yima.healthcard.draw;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A text as a QR code at error level M, ready to be drawn in any size. A text in the QR
 * alphanumeric alphabet, as all Yima codes are, takes the compact mode; other texts are written as
 * UTF-8.
 */
public final class QrCode {
  /** The quiet zone on each side, in modules, that ISO/IEC 18004 demands. */
  public static final int QUIET_ZONE = 4;

  /** The smallest picture, in pixels a side. */
  public static final int MIN_PIXELS = 64;

  /** The largest picture, in pixels a side; it bounds what a request can cost. */
  public static final int MAX_PIXELS = 2048;

  private final ByteMatrix modules;
  private final int version;

  private QrCode(ByteMatrix modules, int version) {
    this.modules = modules;
    this.version = version;
  }

  /**
   * Encodes a text.
   *
   * @throws IllegalArgumentException when it is empty or larger than the largest QR code holds at
   *     level M
   */
  public static QrCode of(String text) {
    boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    Map<EncodeHintType, ?> hints =
        ascii ? Map.of() : Map.of(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty text has no QR code");
    }
    try {
      QRCode code = Encoder.encode(text, ErrorCorrectionLevel.M, hints);
      return new QrCode(code.getMatrix(), code.getVersion().getVersionNumber());
    } catch (WriterException tooLarge) {
      throw new IllegalArgumentException("the text does not fit a QR code at level M", tooLarge);
    }
  }

  /** The QR version, 1 to 40; a side has 17 + 4 × version modules. */
  public int version() {
    return version;
  }

  /** Modules a side, without the quiet zone. */
  public int modules() {
    return modules.getWidth();
  }

  /** Modules a side with the quiet zone. */
  int fullWidth() {
    return modules() + 2 * QUIET_ZONE;
  }

  /** True for a dark module; x and y count from the top left, without the quiet zone. */
  boolean isDark(int x, int y) {
    return modules.get(x, y) == 1;
  }

  /**
   * A PNG picture, one bit a pixel, black on white. Every module has the same whole number of
   * pixels; what is left over widens the quiet zone.
   *
   * @param pixels the side, {@link #MIN_PIXELS} to {@link #MAX_PIXELS}
   * @throws IllegalArgumentException when out of bounds or too small for one pixel a module
   */
  public byte[] png(int pixels) {
    return PngPicture.draw(this, modulePixels(pixels), pixels);
  }

  /**
   * An SVG picture, black on white.
   *
   * @param pixels the nominal side, {@link #MIN_PIXELS} to {@link #MAX_PIXELS}; the drawing scales
   *     without loss
   */
  public String svg(int pixels) {
    checkBounds(pixels);
    return SvgPicture.draw(this, pixels);
  }

  private int modulePixels(int pixels) {
    checkBounds(pixels);
    int scale = pixels / fullWidth();
    if (scale < 1) {
      throw new IllegalArgumentException("too small: this code needs " + fullWidth() + " pixels");
    }
    return scale;
  }

  private static void checkBounds(int pixels) {
    if (pixels < MIN_PIXELS || pixels > MAX_PIXELS) {
      throw new IllegalArgumentException("a side has 64 to 2048 pixels");
    }
  }
}
