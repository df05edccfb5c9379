package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * Names a settlement: by the bureau's number, or, while its answer is lost, by the message that
 * asked for it, which the bureau keeps as medins_setl_id.
 *
 * @param setlId the bureau's number; empty when named by message
 * @param settleMsgid msgid of the 2207; empty when named by number
 */
public record SettlementKey(String psnNo, String mdtrtId, String setlId, String settleMsgid) {

  public SettlementKey {
    requireNonNull(psnNo, "psnNo");
    requireNonNull(mdtrtId, "mdtrtId");
    if (setlId.isEmpty() == settleMsgid.isEmpty()) {
      throw new IllegalArgumentException("either the number or the message names a settlement");
    }
  }

  public static SettlementKey byNumber(String psnNo, String mdtrtId, String setlId) {
    return new SettlementKey(psnNo, mdtrtId, setlId, "");
  }

  /**
   * Names the settlement that one call made, and no other of the same visit: an earlier one that
   * was reversed must not answer for it.
   */
  public static SettlementKey byMessage(String psnNo, String mdtrtId, String settleMsgid) {
    return new SettlementKey(psnNo, mdtrtId, "", settleMsgid);
  }

  @Override
  public String toString() {
    return "SettlementKey[" + mdtrtId + " " + setlId + settleMsgid + "]";
  }
}
