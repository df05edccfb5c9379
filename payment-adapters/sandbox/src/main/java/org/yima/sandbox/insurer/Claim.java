package org.yima.sandbox.insurer;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A claim on a guarantee, or without one a rapid claim; {@code reversed} fen of it have come back.
 */
record Claim(
    String insurerId,
    String claimId,
    String guaranteeId,
    String policyKey,
    String institution,
    long amount,
    boolean accepted,
    String reason,
    long reversed) {
  Claim reversing(long fen) {
    return new Claim(
        insurerId,
        claimId,
        guaranteeId,
        policyKey,
        institution,
        amount,
        accepted,
        reason,
        reversed + fen);
  }

  /** What the institution has coming, until it is paid. */
  String owed() {
    return "owed:" + institution;
  }

  String paidTo() {
    return "institution:" + institution;
  }

  String status() {
    if (!accepted) {
      return "DECLINED";
    }
    return reversed == amount ? "REVERSED" : "ACCEPTED";
  }

  /** What the claim is answered with. */
  Map<String, Object> answer() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("claimId", claimId);
    view.put("status", accepted ? "ACCEPTED" : "DECLINED");
    if (accepted) {
      view.put("amount", amount);
    } else {
      view.put("reason", reason);
    }
    return view;
  }

  /** What a query is answered with. */
  Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("claimId", claimId);
    view.put("status", status());
    view.put("amount", amount);
    view.put("reversed", reversed);
    return view;
  }
}
