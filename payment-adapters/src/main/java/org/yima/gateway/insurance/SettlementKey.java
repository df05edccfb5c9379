package org.yima.gateway.insurance;

/**
 * Names a settlement.
 *
 * @param setlId the bureau's number; empty in a query whose 2207 answer was lost
 */
public record SettlementKey(String psnNo, String mdtrtId, String setlId) {
  @Override
  public String toString() {
    return "SettlementKey[" + mdtrtId + " " + setlId + "]";
  }
}
