package org.yima.healthcard.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948) written directly: a palette of two colours, one bit a pixel, no filter.
 * Servers have no desktop toolkit.
 */
final class PngPicture {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte PALETTE = 3;
  private static final byte PER_METRE = 1;
  private static final double METRES_PER_INCH = 0.0254;

  private final QrCode code;
  private final Look look;
  private final int scale;
  private final int pixels;
  private final int margin;

  /**
   * A picture of the code.
   *
   * @param scale pixels a module
   * @param pixels the side; what the modules leave over widens the quiet zone
   */
  PngPicture(QrCode code, Look look, int scale, int pixels) {
    this.code = code;
    this.look = look;
    this.scale = scale;
    this.pixels = pixels;
    this.margin = (pixels - code.modules() * scale) / 2;
  }

  byte[] draw(OptionalInt dpi) {
    // Size, one bit a pixel, palette, and the only defined compression and filter set, no
    // interlace.
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(pixels).putInt(pixels).put((byte) 1).put(PALETTE).put(new byte[3]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header.array());
    ByteBuffer palette = ByteBuffer.allocate(6);
    colour(palette, look.colours().dark());
    colour(palette, look.colours().light());
    chunk(out, "PLTE", palette.array());
    if (dpi.isPresent()) {
      int perMetre = (int) Math.round(dpi.getAsInt() / METRES_PER_INCH);
      ByteBuffer size = ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put(PER_METRE);
      chunk(out, "pHYs", size.array());
    }
    chunk(out, "IDAT", deflate(rows()));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void colour(ByteBuffer palette, int colour) {
    palette.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
  }

  /** All rows, each behind its filter byte, a set bit for light. */
  private byte[] rows() {
    int stride = 1 + (pixels + 7) / 8;
    byte[] rows = new byte[stride * pixels];
    for (int y = 0; y < pixels; y++) {
      Arrays.fill(rows, y * stride + 1, (y + 1) * stride, (byte) 0xFF);
    }
    MarkField field = code.field(look);
    for (int y = 0; y < code.modules(); y++) {
      for (int x = 0; x < code.modules(); x++) {
        if (code.isDark(x, y) && !field.covers(x, y)) {
          darken(rows, stride, margin + x * scale, margin + y * scale);
        }
      }
    }
    mark(rows, stride, field);
    return rows;
  }

  private void darken(byte[] rows, int stride, int left, int top) {
    for (int y = top; y < top + scale; y++) {
      for (int x = left; x < left + scale; x++) {
        set(rows, stride, x, y);
      }
    }
  }

  /** Each pixel of the field takes the colour of the mark's cell that lies under it. */
  private void mark(byte[] rows, int stride, MarkField field) {
    int side = field.inside() * scale;
    int corner = margin + field.from() * scale;
    look.mark()
        .ifPresent(
            mark -> {
              for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                  if (mark.isDark(x * mark.cells() / side, y * mark.cells() / side)) {
                    set(rows, stride, corner + x, corner + y);
                  }
                }
              }
            });
  }

  private static void set(byte[] rows, int stride, int x, int y) {
    rows[y * stride + 1 + x / 8] &= (byte) ~(0x80 >> x % 8);
  }

  private static byte[] deflate(byte[] rows) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(rows);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[4096];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    out.writeBytes(chunk.putInt((int) crc.getValue()).array());
  }
}
