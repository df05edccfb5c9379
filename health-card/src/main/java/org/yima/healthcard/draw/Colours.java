package org.yima.healthcard.draw;

/**
 * The two colours of a picture. A scanner tells them apart by the light they reflect, some by white
 * light and older ones by red light alone, so the contrast is checked for both: the symbol contrast
 * of ISO/IEC 15415, the difference of the two reflectances, must reach 0.55 (grade 3 of 4).
 * Reflectance is taken as that of an ideal print: the linear light of sRGB (IEC 61966-2-1).
 *
 * @param dark the modules, 0xRRGGBB
 * @param light the ground, 0xRRGGBB
 */
public record Colours(int dark, int light) {
  /** Black on white, contrast 1. */
  public static final Colours BLACK_ON_WHITE = new Colours(0x000000, 0xFFFFFF);

  /** The least contrast that is drawn. */
  public static final double MIN_CONTRAST = 0.55;

  private static final int MAX = 0xFFFFFF;

  /**
   * Refuses colours that scanners can't tell apart, and a code lighter than its ground: many
   * scanners don't read those.
   */
  public Colours {
    if (dark < 0 || dark > MAX || light < 0 || light > MAX) {
      throw new IllegalArgumentException("a colour is 0xRRGGBB");
    }
    if (contrast(dark, light) < MIN_CONTRAST) {
      throw new IllegalArgumentException("these colours have too little contrast to be scanned");
    }
  }

  /** The smaller of the contrasts in white and in red light; negative when inverted. */
  private static double contrast(int dark, int light) {
    double white = luminance(light) - luminance(dark);
    double red = linear(light >> 16) - linear(dark >> 16);
    return Math.min(white, red);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int value) {
    double share = (value & 0xFF) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
