package org.yima.sandbox.insurer;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Money held within a policy's limit for one bill. */
record Guarantee(
    String insurerId,
    String guaranteeId,
    String policyKey,
    String institution,
    long amount,
    Status status,
    String insurerRef,
    Instant validUntil,
    String reason) {

  /** GUARANTEED leads to RELEASED or CLAIMED; the others are ends. */
  enum Status {
    GUARANTEED,
    DECLINED,
    RELEASED,
    CLAIMED
  }

  Guarantee with(Status next) {
    return new Guarantee(
        insurerId,
        guaranteeId,
        policyKey,
        institution,
        amount,
        next,
        insurerRef,
        validUntil,
        reason);
  }

  Map<String, Object> view() {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("guaranteeId", guaranteeId);
    view.put("status", status.name());
    if (status == Status.DECLINED) {
      view.put("reason", reason);
    } else {
      view.put("amount", amount);
      view.put("insurerRef", insurerRef);
      view.put("validUntil", validUntil);
    }
    return view;
  }
}
