package org.yima.healthcard.draw;

import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

/** How much of a QR code may be lost (ISO/IEC 18004), and how much of that a mark may take. */
public enum ErrorLevel {
  /** About 7 % of the code words can be restored; nothing is left for a mark. */
  L(ErrorCorrectionLevel.L, 0),
  /** About 15 %. What all codes of the format use. */
  M(ErrorCorrectionLevel.M, 4),
  /** About 25 %. */
  Q(ErrorCorrectionLevel.Q, 6),
  /** About 30 %. */
  H(ErrorCorrectionLevel.H, 8);

  private final ErrorCorrectionLevel level;
  private final int markPercent;

  ErrorLevel(ErrorCorrectionLevel level, int markPercent) {
    this.level = level;
    this.markPercent = markPercent;
  }

  ErrorCorrectionLevel zxing() {
    return level;
  }

  /**
   * The side, in modules, of the field a mark may cover. It spoils every code word it touches, so
   * the share of the area is about a quarter of the share that can be restored: then half of the
   * correction is left for dirt and creases. Odd, as the side of a code is, so that it is centred.
   */
  int markModules(int modules) {
    int side = (int) (Math.sqrt(markPercent / 100.0) * modules);
    return side % 2 == 0 ? side - 1 : side;
  }
}
