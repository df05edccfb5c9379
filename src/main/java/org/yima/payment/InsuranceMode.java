package org.yima.payment;

/** Who calls the insurance bureau for a bill. */
public enum InsuranceMode {
  /** The hospital's system uploads and settles, and tells us. */
  HIS_LED,
  /** We call with the institution's credentials. */
  PLATFORM_LED
}
