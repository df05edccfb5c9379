package org.yima.gateway.insurance;

/**
 * Names uploaded lines.
 *
 * @param number chrg_bchno; {@link #ALL} for every batch of the visit that is not settled
 */
public record FeeBatch(String mdtrtId, String psnNo, String number) {

  public static final String ALL = "0000";

  @Override
  public String toString() {
    return "FeeBatch[" + mdtrtId + " " + number + "]";
  }
}
