package org.yima.healthcard.code;

/**
 * Where in a hospital a code is shown. Each scene is one bit of the scene mask; bits never change
 * their meaning.
 */
public enum Scene {
  /** Opening or finding a patient file. */
  REGISTER(0),
  /** The doctor's or nurse's desk. */
  DESK(1),
  /** Paying. */
  CASHIER(2),
  /** Laboratory and imaging. */
  LAB(3),
  /** The pharmacy window. */
  DISPENSE(4),
  /** Gates and doors. */
  ENTRY(5),
  /** Emergency care. */
  EMERGENCY(6);

  private final int bit;

  Scene(int bit) {
    this.bit = bit;
  }

  /** This scene's bit in the 16-bit mask, as a mask. */
  public int mask() {
    return 1 << bit;
  }
}
