package org.yima.healthcard.draw;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948) written directly: greyscale, one bit a pixel, no filter. Servers have no
 * desktop toolkit.
 */
final class PngPicture {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private PngPicture() {}

  static byte[] draw(QrCode code, int scale, int pixels) {
    ByteBuffer header = ByteBuffer.allocate(13);
    // Size, one bit a pixel, greyscale, and the only defined compression, filter set and no
    // interlace.
    header.putInt(pixels).putInt(pixels).put((byte) 1).put(new byte[4]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflate(rows(code, scale, pixels)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** All rows, each behind its filter byte, a set bit for white. */
  private static byte[] rows(QrCode code, int scale, int pixels) {
    int stride = 1 + (pixels + 7) / 8;
    int margin = (pixels - code.modules() * scale) / 2;
    byte[] rows = new byte[stride * pixels];
    byte[] blank = new byte[stride];
    Arrays.fill(blank, 1, stride, (byte) 0xFF);
    for (int y = 0; y < pixels; y++) {
      int moduleY = Math.floorDiv(y - margin, scale);
      boolean inside = moduleY >= 0 && moduleY < code.modules();
      byte[] row = inside ? row(code, moduleY, scale, margin, blank) : blank;
      System.arraycopy(row, 0, rows, y * stride, stride);
    }
    return rows;
  }

  private static byte[] row(QrCode code, int moduleY, int scale, int margin, byte[] blank) {
    byte[] row = blank.clone();
    for (int moduleX = 0; moduleX < code.modules(); moduleX++) {
      if (code.isDark(moduleX, moduleY)) {
        int from = margin + moduleX * scale;
        for (int x = from; x < from + scale; x++) {
          row[1 + x / 8] &= (byte) ~(0x80 >> x % 8);
        }
      }
    }
    return row;
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
