package org.yima.sandbox.insurer;

import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;

/** Bills that the insured paid and sent in: decided here, paid to the insured's own account. */
final class RapidClaims {
  private static final long MOST = 100_000_000_000L;

  private RapidClaims() {}

  static Map<String, Object> submit(String insurerId, Fields request, Transaction tx) {
    Policy policy = Cover.policy(insurerId, request, tx);
    String institution = request.object("institution").text("code", 64);
    long selfPay = Cover.selfPay(request);
    long paid = request.whole("paid", 1, MOST);
    request.text("consentId", 64);
    if (Documents.of(request).isEmpty()) {
      throw Documents.missing("a rapid claim has documents");
    }
    long covered = Math.min(paid, policy.covered(selfPay));
    Optional<String> reason = declined(policy, covered);
    Claim claim =
        new Claim(
            insurerId,
            request.text("claimId", 64),
            null,
            policy.key(),
            institution,
            reason.isEmpty() ? covered : 0,
            reason.isEmpty(),
            reason.orElse(null),
            0);
    Claims.put(tx, claim);
    if (reason.isEmpty()) {
      Claims.put(tx, policy.moved(0, covered));
    }
    return claim.answer();
  }

  private static Optional<String> declined(Policy policy, long covered) {
    if (!policy.kind().equals("RAPID")) {
      return Optional.of("policy.not-rapid");
    }
    if (policy.declines("CLAIM")) {
      return Optional.of("claim.declined");
    }
    return covered == 0 ? Optional.of("limit.used") : Optional.empty();
  }
}
