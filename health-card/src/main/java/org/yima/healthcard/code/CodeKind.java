package org.yima.healthcard.code;

import java.util.Optional;

/** What a code is for. The numbers are those of the wire, and those the national card uses too. */
public enum CodeKind {
  /** Shown on a screen, lives for about a minute, may pay once. */
  DYNAMIC(0),
  /** Printed; it only ever identifies and never pays. */
  STATIC(1);

  private final int wire;

  CodeKind(int wire) {
    this.wire = wire;
  }

  /** The value of the kind byte. */
  public int wire() {
    return wire;
  }

  /** True when a code of this kind can carry a payment at all. */
  public boolean mayPay() {
    return this == DYNAMIC;
  }

  static Optional<CodeKind> ofWire(int wire) {
    return switch (wire) {
      case 0 -> Optional.of(DYNAMIC);
      case 1 -> Optional.of(STATIC);
      default -> Optional.empty();
    };
  }
}
