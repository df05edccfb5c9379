package org.yima.payment;

import org.yima.platform.Id;

/**
 * What a bill is for, in the words of the room that owns it. One payable has one bill.
 *
 * @param kind one of the constants here, or another room's own
 */
public record Payable(String kind, Id id) {
  public static final String HOSPITAL_BILL = "hospital-bill";
  public static final String REGISTRATION = "registration";
}
