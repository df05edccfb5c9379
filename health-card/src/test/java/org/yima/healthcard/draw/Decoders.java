package org.yima.healthcard.draw;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Two decoders of different families, each told nothing but the picture. */
final class Decoders {
  private Decoders() {}

  static BufferedImage picture(byte[] png) {
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each decoder reads; a word of complaint where it reads nothing. */
  static List<String> read(BufferedImage picture) {
    return Stream.of(zxing(picture), boofcv(picture)).toList();
  }

  private static String zxing(BufferedImage picture) {
    try {
      return QrCodeTest.decode(picture).getText();
    } catch (Exception unread) {
      return "unread by ZXing";
    }
  }

  private static String boofcv(BufferedImage picture) {
    GrayU8 grey = new GrayU8(picture.getWidth(), picture.getHeight());
    for (int y = 0; y < grey.height; y++) {
      for (int x = 0; x < grey.width; x++) {
        int rgb = picture.getRGB(x, y);
        int sum = (rgb >> 16 & 255) * 299 + (rgb >> 8 & 255) * 587 + (rgb & 255) * 114;
        grey.set(x, y, sum / 1000);
      }
    }
    QrCodeDetector<GrayU8> detector = FactoryFiducial.qrcode(null, GrayU8.class);
    detector.process(grey);
    return detector.getDetections().stream()
        .map(found -> found.message)
        .findFirst()
        .orElse("unread by BoofCV");
  }
}
