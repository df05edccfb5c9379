package org.yima.healthcard.draw;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A text as a QR code, ready to be drawn in any size. A text in the QR alphanumeric alphabet, as
 * all Yima codes are, takes the compact mode; other texts are written as UTF-8.
 */
public final class QrCode {
  /** The quiet zone on each side, in modules, that ISO/IEC 18004 demands. */
  public static final int QUIET_ZONE = 4;

  /** The smallest picture, in pixels a side. */
  public static final int MIN_PIXELS = 64;

  /** The largest picture, in pixels a side; it bounds what a request can cost. */
  public static final int MAX_PIXELS = 2048;

  /** How many mask patterns there are; they count from 0. */
  public static final int MASKS = 8;

  /** A smaller field shows no sign. */
  private static final int MIN_MARK = 5;

  private final ByteMatrix modules;
  private final int version;
  private final ErrorLevel level;

  private QrCode(ByteMatrix modules, int version, ErrorLevel level) {
    this.modules = modules;
    this.version = version;
    this.level = level;
  }

  /**
   * Encodes a text at error level M with the best of the eight mask patterns.
   *
   * @throws IllegalArgumentException when it is empty or larger than the largest QR code holds at
   *     level M
   */
  public static QrCode of(String text) {
    return of(text, ErrorLevel.M);
  }

  /**
   * Encodes a text at that error level with the best of the eight mask patterns.
   *
   * @throws IllegalArgumentException when it is empty or larger than the largest QR code holds
   */
  public static QrCode of(String text, ErrorLevel level) {
    return encode(text, level, OptionalInt.empty());
  }

  /**
   * Encodes a text at that error level with the given mask pattern, which takes about a seventh of
   * the time. For printing in bulk: a code of this library is random enough under its signature for
   * any pattern to do. A text that repeats itself is better left to {@link #of(String)}.
   *
   * @param mask 0 to 7
   * @throws IllegalArgumentException when the text does not fit or there is no such mask
   */
  public static QrCode masked(String text, ErrorLevel level, int mask) {
    if (mask < 0 || mask >= MASKS) {
      throw new IllegalArgumentException("a mask pattern is 0 to 7");
    }
    return encode(text, level, OptionalInt.of(mask));
  }

  private static QrCode encode(String text, ErrorLevel level, OptionalInt mask) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty text has no QR code");
    }
    Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      hints.put(EncodeHintType.CHARACTER_SET, StandardCharsets.UTF_8);
    }
    mask.ifPresent(pattern -> hints.put(EncodeHintType.QR_MASK_PATTERN, pattern));
    try {
      QRCode code = Encoder.encode(text, level.zxing(), hints);
      return new QrCode(code.getMatrix(), code.getVersion().getVersionNumber(), level);
    } catch (WriterException tooLarge) {
      throw new IllegalArgumentException(
          "the text does not fit a QR code at level " + level, tooLarge);
    }
  }

  /** The QR version, 1 to 40; a side has 17 + 4 × version modules. */
  public int version() {
    return version;
  }

  /** The error level it was encoded at. */
  public ErrorLevel level() {
    return level;
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
   * Where the look's mark stands.
   *
   * @throws IllegalArgumentException when this code leaves no room for one
   */
  MarkField field(Look look) {
    if (look.mark().isEmpty()) {
      return new MarkField(modules(), 0);
    }
    int side = level.markModules(modules());
    if (side < MIN_MARK) {
      throw new IllegalArgumentException(
          "a version " + version + " code at level " + level + " leaves no room for a mark");
    }
    return new MarkField(modules(), side);
  }

  /** A PNG picture for a screen, black on white; see {@link #png(int, Look)}. */
  public byte[] png(int pixels) {
    return png(pixels, Look.PLAIN);
  }

  /**
   * A PNG picture for a screen, one bit a pixel. Every module has the same whole number of pixels;
   * what is left over widens the quiet zone.
   *
   * @param pixels the side, {@link #MIN_PIXELS} to {@link #MAX_PIXELS}
   * @throws IllegalArgumentException when out of bounds, too small for one pixel a module, or
   *     without room for the look's mark
   */
  public byte[] png(int pixels, Look look) {
    return new PngPicture(this, look, modulePixels(pixels), pixels).draw(OptionalInt.empty());
  }

  /**
   * A PNG picture for paper, which carries its density, so that it is printed in its size.
   *
   * @throws IllegalArgumentException when a module would be smaller than {@link Print#MIN_MODULE}
   *     or the picture larger than {@link #MAX_PIXELS}
   */
  public byte[] png(Print print) {
    int scale = modulePixels(print.pixels());
    checkModule(print.millimetres(scale));
    return new PngPicture(this, print.look(), scale, print.pixels())
        .draw(OptionalInt.of(print.dpi()));
  }

  /** An SVG picture for a screen, black on white; see {@link #svg(int, Look)}. */
  public String svg(int pixels) {
    return svg(pixels, Look.PLAIN);
  }

  /**
   * An SVG picture for a screen.
   *
   * @param pixels the nominal side, {@link #MIN_PIXELS} to {@link #MAX_PIXELS}; the drawing scales
   *     without loss
   */
  public String svg(int pixels, Look look) {
    checkBounds(pixels);
    return SvgPicture.draw(this, look, Integer.toString(pixels));
  }

  /**
   * An SVG picture for paper, its side in millimetres. The printer's density does not matter to it.
   *
   * @throws IllegalArgumentException when a module would be smaller than {@link Print#MIN_MODULE}
   */
  public String svg(Print print) {
    checkModule(print.millimetres() / fullWidth());
    return SvgPicture.draw(
        this, print.look(), String.format(Locale.ROOT, "%.2fmm", print.millimetres()));
  }

  private static void checkModule(double millimetres) {
    if (millimetres < Print.MIN_MODULE) {
      throw new IllegalArgumentException("a printed module needs 0.25 mm");
    }
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
