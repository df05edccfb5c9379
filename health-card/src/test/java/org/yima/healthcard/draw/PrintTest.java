package org.yima.healthcard.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is read back by two decoders of different families. */
class PrintTest {
  private static final String CODE =
      "YM:V509K6100.E0NJK.UKG.KZ8L9KLSVL2/L.7MK7088G000FQ7-*0424 TPN/UGU4OV9.EBYMO/GFJNT/-S2QJM+PE "
          + "LLTI+IDG13YD8KU8MFGL-ONI3YUO-3L+JVE0TE:EJ7M7A5926P*CV9KN50HE8OIP";
  private static final Look CROSS = Look.PLAIN.with(CentreMark.cross());

  private static List<String> both(String text) {
    return List.of(text, text);
  }

  @ParameterizedTest
  @CsvSource({"25, 300, 295, 11811", "30, 203, 240, 7992", "20, 600, 472, 23622"})
  void aPngHasItsSizeOnPaper(double millimetres, int dpi, int pixels, int perMetre) {
    byte[] png = QrCode.of(CODE).png(Print.of(millimetres, dpi));
    BufferedImage picture = Decoders.picture(png);
    assertThat(picture.getWidth()).isEqualTo(pixels);
    int at = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;
    ByteBuffer size = ByteBuffer.wrap(png).position(at);
    assertThat(size.getInt()).isEqualTo(perMetre);
    assertThat(size.getInt()).isEqualTo(perMetre);
    assertThat(size.get()).isEqualTo((byte) 1);
    assertThat(Decoders.read(picture)).isEqualTo(both(CODE));
  }

  @Test
  void anSvgHasItsSizeOnPaper() {
    QrCode code = QrCode.of(CODE);
    String svg = code.svg(Print.of(25, 300).in(CROSS));
    assertThat(svg).contains(" width=\"25.00mm\" height=\"25.00mm\" viewBox=\"0 0 53 53\"");
    assertThat(Decoders.read(painted(svg, 53, 8))).isEqualTo(both(CODE));
  }

  @ParameterizedTest
  @EnumSource(ErrorLevel.class)
  void everyErrorLevelIsReadBack(ErrorLevel level) {
    QrCode code = QrCode.of(CODE, level);
    assertThat(code.level()).isEqualTo(level);
    assertThat(Decoders.read(Decoders.picture(code.png(400)))).isEqualTo(both(CODE));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void everyFixedMaskIsReadBack(int mask) {
    QrCode code = QrCode.masked(CODE, ErrorLevel.M, mask);
    assertThat(code.version()).isEqualTo(7);
    assertThat(Decoders.read(Decoders.picture(code.png(400)))).isEqualTo(both(CODE));
  }

  @Test
  void thereAreEightMasks() {
    for (int mask : new int[] {-1, 8}) {
      assertThatThrownBy(() -> QrCode.masked(CODE, ErrorLevel.M, mask))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /**
   * Codes of all sizes at each level that allows a mark, under marks that are as large as they may
   * be and as dark or as light: read by both decoders.
   */
  @ParameterizedTest
  @EnumSource(
      value = ErrorLevel.class,
      names = {"M", "Q", "H"})
  void aMarkLeavesACodeReadable(ErrorLevel level) {
    List<CentreMark> marks =
        List.of(CentreMark.cross(), new CentreMark(List.of("#")), new CentreMark(List.of(".")));
    Random random = new Random(31);
    String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    for (int length = 90; length <= 410; length += 80) {
      StringBuilder text = new StringBuilder("YM:");
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      text.append('0');
      for (CentreMark mark : marks) {
        byte[] png = QrCode.of(text.toString(), level).png(600, Look.PLAIN.with(mark));
        assertThat(Decoders.read(Decoders.picture(png)))
            .as("level " + level + ", " + length)
            .isEqualTo(both(text.toString()));
      }
    }
  }

  /**
   * Half of the correction is left: a marked code is read although a tenth of it is a stain too.
   */
  @Test
  void aMarkedCodeStillBearsAStain() {
    QrCode code = QrCode.of(CODE, ErrorLevel.H);
    BufferedImage picture = Decoders.picture(code.png(800, CROSS));
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.BLACK);
    int side = 800 / code.fullWidth() * (code.modules() / 5);
    graphics.fillRect(470, 470, side, side);
    graphics.dispose();
    assertThat(Decoders.read(picture)).isEqualTo(both(CODE));
  }

  @Test
  void aMarkNeedsRoom() {
    assertThatThrownBy(() -> QrCode.of(CODE, ErrorLevel.L).png(400, CROSS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QrCode.of("1", ErrorLevel.M).svg(400, CROSS))
        .isInstanceOf(IllegalArgumentException.class);
    for (List<String> rows :
        List.of(List.<String>of(), List.of("##"), List.of("#x", "##"), List.of("#", "#"))) {
      assertThatThrownBy(() -> new CentreMark(rows)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "000000, FFFFFF",
    "00377B, FFFFFF",
    "1A4D2E, F5F0E6",
    "3B1F6B, FFF7D6",
    "000000, FFC0C0"
  })
  void coloursWithContrastAreReadBack(String dark, String light) {
    Colours colours = new Colours(Integer.parseInt(dark, 16), Integer.parseInt(light, 16));
    byte[] png = QrCode.of(CODE).png(400, Look.PLAIN.in(colours));
    BufferedImage picture = Decoders.picture(png);
    assertThat(picture.getRGB(0, 0) & 0xFFFFFF).isEqualTo(colours.light());
    assertThat(Decoders.read(picture)).isEqualTo(both(CODE));
    assertThat(QrCode.of(CODE).svg(400, Look.PLAIN.in(colours)))
        .contains("fill=\"#" + light.toLowerCase(java.util.Locale.ROOT) + "\"/><path fill=\"#");
  }

  /** The last is well seen by eyes and invisible to a scanner with a red lamp. */
  @ParameterizedTest
  @CsvSource({
    "FFFFFF, 000000",
    "C0C0C0, FFFFFF",
    "000000, 808080",
    "000000, 000000",
    "777777, 777778",
    "FF0000, FFFFFF",
    "E00000, FFFFFF",
    "000000, 00FFFF"
  })
  void coloursThatScannersConfuseAreRefused(String dark, String light) {
    int darkColour = Integer.parseInt(dark, 16);
    int lightColour = Integer.parseInt(light, 16);
    assertThatThrownBy(() -> new Colours(darkColour, lightColour))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatNoScannerReadsIsNotPrinted() {
    QrCode code = QrCode.of(CODE);
    // 53 modules of a quarter of a millimetre.
    assertThat(code.svg(Print.of(13.25, 300))).isNotEmpty();
    assertThatThrownBy(() -> code.svg(Print.of(13.2, 300)))
        .isInstanceOf(IllegalArgumentException.class);
    // At 300 dpi a module of two dots has 0.17 mm, of three 0.254 mm.
    assertThat(code.png(Print.of(13.5, 300))).isNotEmpty();
    assertThatThrownBy(() -> code.png(Print.of(13.4, 300)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> code.png(Print.of(300, 600)))
        .isInstanceOf(IllegalArgumentException.class);
    for (double side : new double[] {0, -1, Double.NaN, 3000}) {
      assertThatThrownBy(() -> Print.of(side, 300)).isInstanceOf(IllegalArgumentException.class);
    }
    for (int dpi : new int[] {0, 71, 2401}) {
      assertThatThrownBy(() -> Print.of(25, dpi)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Paints the paths of an SVG with their own few commands. */
  private static BufferedImage painted(String svg, int side, int scale) {
    BufferedImage picture =
        new BufferedImage(side * scale, side * scale, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side * scale, side * scale);
    graphics.setColor(Color.BLACK);
    graphics.scale(scale, scale);
    AffineTransform base = graphics.getTransform();
    Matcher paths =
        Pattern.compile(
                "<path fill=\"#000000\"(?: transform=\"translate\\((\\d+) (\\d+)\\) scale\\(([0-9.]+)\\)\")? d=\"([^\"]*)\"")
            .matcher(svg);
    while (paths.find()) {
      graphics.setTransform(base);
      if (paths.group(1) != null) {
        graphics.translate(Integer.parseInt(paths.group(1)), Integer.parseInt(paths.group(2)));
        graphics.scale(Double.parseDouble(paths.group(3)), Double.parseDouble(paths.group(3)));
      }
      Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-").matcher(paths.group(4));
      while (runs.find()) {
        graphics.fillRect(
            Integer.parseInt(runs.group(1)),
            Integer.parseInt(runs.group(2)),
            Integer.parseInt(runs.group(3)),
            1);
      }
    }
    graphics.dispose();
    return picture;
  }
}
