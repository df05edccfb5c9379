package org.yima.healthcard.emv;

/** CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, not reflected, no final exclusive or. */
final class Crc16 {
  private Crc16() {}

  static int of(byte[] bytes) {
    int crc = 0xFFFF;
    for (byte next : bytes) {
      crc ^= (next & 0xFF) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
      }
      crc &= 0xFFFF;
    }
    return crc;
  }
}
