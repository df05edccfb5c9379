package org.yima.benchmarks.healthcard;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.yima.healthcard.draw.QrCode;

/** A picture of 120 characters of the QR alphanumeric alphabet at level M, 400 pixels a side. */
@State(Scope.Thread)
public class Draw {
  private static final int LENGTH = 120;
  private static final int PIXELS = 400;
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  private static final int ANY_MASK = 3;

  private final String[] texts = texts();
  private int next;

  private static String[] texts() {
    Random random = new Random(LENGTH);
    String[] texts = new String[64];
    for (int i = 0; i < texts.length; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < LENGTH) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      texts[i] = text.toString();
    }
    return texts;
  }

  private String text() {
    return texts[next++ % texts.length];
  }

  @Benchmark
  public byte[] png() {
    return QrCode.of(text()).png(PIXELS);
  }

  @Benchmark
  public String svg() {
    return QrCode.of(text()).svg(PIXELS);
  }

  @Benchmark
  public QRCode bareChosenMask() throws WriterException {
    return Encoder.encode(text(), ErrorCorrectionLevel.M, Map.of());
  }

  @Benchmark
  public QRCode bareFixedMask() throws WriterException {
    return Encoder.encode(
        text(), ErrorCorrectionLevel.M, Map.of(EncodeHintType.QR_MASK_PATTERN, ANY_MASK));
  }
}
