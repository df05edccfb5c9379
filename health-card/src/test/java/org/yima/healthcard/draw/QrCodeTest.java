package org.yima.healthcard.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {
  /** {@code ./verify --full} runs more. */
  private static final int SCALE = Integer.getInteger("yima.scale", 1);

  private static final String CODE =
      "YM:V509K6100.E0NJK.UKG.KZ8L9KLSVL2/L.7MK7088G000FQ7-*0424 TPN/UGU4OV9.EBYMO/GFJNT/-S2QJM+PE "
          + "LLTI+IDG13YD8KU8MFGL-ONI3YUO-3L+JVE0TE:EJ7M7A5926P*CV9KN50HE8OIP";

  static Result decode(BufferedImage picture) throws Exception {
    return decode(picture, DecodeHintType.TRY_HARDER);
  }

  private static Result decode(BufferedImage picture, DecodeHintType how) throws Exception {
    BinaryBitmap bitmap =
        new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(picture)));
    return new QRCodeReader().decode(bitmap, Map.of(how, true));
  }

  private static BufferedImage png(String text, int pixels) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(QrCode.of(text).png(pixels)));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 111, 150, 256, 333, 800, 2048})
  void aPngIsReadBack(int pixels) throws Exception {
    BufferedImage picture = png(CODE, pixels);
    assertThat(picture.getWidth()).isEqualTo(pixels);
    assertThat(picture.getHeight()).isEqualTo(pixels);
    assertThat(picture.getColorModel().getPixelSize()).isEqualTo(1);
    Result result = decode(picture);
    assertThat(result.getText()).isEqualTo(CODE);
    assertThat(result.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
        .isEqualTo("M");
  }

  @Test
  void anyTextIsReadBack() throws Exception {
    Random random = new Random(17);
    String alphabet = "0123456789ABCXYZ $%*+-./:abcxyz医码健康卡\uD842\uDFB7";
    int[] points = alphabet.codePoints().toArray();
    for (int round = 0; round < 60 * SCALE; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 1 + random.nextInt(150); i > 0; i--) {
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }
      // Not searched for in the picture: that search loses one perfect picture in some hundreds.
      Result result = decode(png(text.toString(), 600), DecodeHintType.PURE_BARCODE);
      assertThat(result.getText()).isEqualTo(text.toString());
    }
  }

  @Test
  void theQuietZoneIsWhite() throws Exception {
    QrCode code = QrCode.of(CODE);
    BufferedImage picture = png(CODE, 300);
    int scale = 300 / code.fullWidth();
    int quiet = QrCode.QUIET_ZONE * scale;
    int white = Color.WHITE.getRGB();
    for (int along = 0; along < 300; along++) {
      for (int deep = 0; deep < quiet; deep++) {
        assertThat(picture.getRGB(along, deep)).isEqualTo(white);
        assertThat(picture.getRGB(along, 299 - deep)).isEqualTo(white);
        assertThat(picture.getRGB(deep, along)).isEqualTo(white);
        assertThat(picture.getRGB(299 - deep, along)).isEqualTo(white);
      }
    }
  }

  /** Draws the path of the SVG with its own few commands and reads the result. */
  @Test
  void anSvgIsReadBack() throws Exception {
    QrCode code = QrCode.of(CODE);
    String svg = code.svg(300);
    int side = code.fullWidth();
    assertThat(svg)
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"300\"")
        .contains("viewBox=\"0 0 " + side + " " + side + "\"");
    int scale = 5;
    BufferedImage picture =
        new BufferedImage(side * scale, side * scale, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, side * scale, side * scale);
    graphics.setColor(Color.BLACK);
    Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(svg);
    while (runs.find()) {
      assertThat(runs.group(3)).isEqualTo(runs.group(4));
      graphics.fillRect(
          number(runs, 1) * scale, number(runs, 2) * scale, number(runs, 3) * scale, scale);
    }
    graphics.dispose();
    assertThat(decode(picture).getText()).isEqualTo(CODE);
  }

  private static int number(Matcher runs, int group) {
    return Integer.parseInt(runs.group(group));
  }

  @Test
  void sizesAreBounded() {
    QrCode code = QrCode.of(CODE);
    assertThat(code.version()).isLessThanOrEqualTo(8);
    for (int pixels : new int[] {Integer.MIN_VALUE, 0, 63, 2049, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> code.png(pixels)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> code.svg(pixels)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(code.png(64)).isNotEmpty();
    QrCode large = QrCode.of("A".repeat(1000));
    assertThatThrownBy(() -> large.png(64)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QrCode.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QrCode.of("医".repeat(2000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
