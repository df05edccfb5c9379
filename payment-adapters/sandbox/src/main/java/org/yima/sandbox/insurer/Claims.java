package org.yima.sandbox.insurer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/**
 * Guarantees, claims and reversals; an insurer never pays beyond its promise and gets back at most
 * what it paid.
 */
final class Claims {
  private static final String CHANNEL = "insurer";
  private static final Duration GUARANTEE_LIFE = Duration.ofHours(24);
  private static final long MOST = 100_000_000_000L;

  private Claims() {}

  static Refused notFound() {
    return new Refused(404, "not-found", "no such id");
  }

  static Guarantee guarantee(String insurerId, String id, Transaction tx) {
    return tx.find(Guarantee.class, insurerId + "/" + id).orElseThrow(Claims::notFound);
  }

  static Claim claim(String insurerId, String id, Transaction tx) {
    return tx.find(Claim.class, insurerId + "/" + id).orElseThrow(Claims::notFound);
  }

  static Optional<Map<String, Object>> viewOf(String insurerId, String id, Transaction tx) {
    return tx.find(Guarantee.class, insurerId + "/" + id).map(Guarantee::view);
  }

  static Optional<Map<String, Object>> viewOfClaim(String insurerId, String id, Transaction tx) {
    return tx.find(Claim.class, insurerId + "/" + id).map(Claim::view);
  }

  private static void put(Transaction tx, Guarantee guarantee) {
    tx.put(guarantee.insurerId() + "/" + guarantee.guaranteeId(), guarantee.policyKey(), guarantee);
  }

  static void put(Transaction tx, Policy policy) {
    tx.put(policy.key(), policy.insurerId(), policy);
  }

  static Policy policyOfQuote(String insurerId, Fields request, Transaction tx) {
    return tx.find(Policy.class, quoted(insurerId, request, tx).policyKey()).orElseThrow();
  }

  static Policy policyOfGuarantee(String insurerId, Fields request, Transaction tx) {
    String key = guarantee(insurerId, request.text("guaranteeId", 64), tx).policyKey();
    return tx.find(Policy.class, key).orElseThrow();
  }

  /** POST guarantees. */
  static Map<String, Object> guarantee(String insurerId, Fields request, Transaction tx) {
    Quote quote = quoted(insurerId, request, tx);
    long amount = request.whole("amount", 1, MOST);
    Policy policy = tx.find(Policy.class, quote.policyKey()).orElseThrow();
    Optional<String> reason = declined(tx, quote, policy, amount);
    Guarantee.Status status =
        reason.isEmpty() ? Guarantee.Status.GUARANTEED : Guarantee.Status.DECLINED;
    Guarantee guarantee = guarantee(quote, request, status, reason.orElse(null), tx);
    put(tx, guarantee);
    if (reason.isEmpty()) {
      put(tx, policy.moved(amount, 0));
    }
    return guarantee.view();
  }

  /** An order that was taken back before it was decided: nothing is held for it, now or later. */
  static void withdrawn(String insurerId, Fields request, Transaction tx) {
    Quote quote = quoted(insurerId, request, tx);
    put(tx, guarantee(quote, request, Guarantee.Status.RELEASED, null, tx));
  }

  private static Quote quoted(String insurerId, Fields request, Transaction tx) {
    return tx.find(Quote.class, insurerId + "/" + request.text("quoteId", 64))
        .orElseThrow(Claims::notFound);
  }

  private static Guarantee guarantee(
      Quote quote, Fields request, Guarantee.Status status, String reason, Transaction tx) {
    return new Guarantee(
        quote.insurerId(),
        request.text("guaranteeId", 64),
        quote.policyKey(),
        quote.institution(),
        request.whole("amount", 1, MOST),
        status,
        "GUA%010d".formatted(tx.next("insurer-guarantee")),
        tx.now().plus(GUARANTEE_LIFE),
        reason);
  }

  private static Optional<String> declined(
      Transaction tx, Quote quote, Policy policy, long amount) {
    if (!policy.kind().equals("DIRECT")) {
      return Optional.of("policy.not-direct");
    }
    if (policy.declines("GUARANTEE")) {
      return Optional.of("underwriting.declined");
    }
    if (!tx.now().isBefore(quote.validUntil())) {
      return Optional.of("quote.expired");
    }
    if (amount > quote.covered()) {
      return Optional.of("amount.exceeds-quote");
    }
    return amount > policy.remaining() ? Optional.of("limit.used") : Optional.empty();
  }

  /** What is held for a guarantee is free again; nothing is done to one that is not held for. */
  static void release(String insurerId, String id, Transaction tx) {
    Guarantee guarantee = guarantee(insurerId, id, tx);
    if (guarantee.status() == Guarantee.Status.CLAIMED) {
      throw new Refused(409, "guarantee.claimed", "a claim was accepted on it");
    }
    if (guarantee.status() == Guarantee.Status.GUARANTEED) {
      put(tx, guarantee.with(Guarantee.Status.RELEASED));
      put(
          tx,
          tx.find(Policy.class, guarantee.policyKey()).orElseThrow().moved(-guarantee.amount(), 0));
    }
  }

  /** POST claims. */
  static Map<String, Object> claim(String insurerId, Fields request, Transaction tx) {
    Guarantee guarantee = guarantee(insurerId, request.text("guaranteeId", 64), tx);
    Policy policy = tx.find(Policy.class, guarantee.policyKey()).orElseThrow();
    long amount = request.whole("amount", 1, MOST);
    long selfPay = request.object("settlement").whole("selfPay", 0, MOST);
    Optional<String> reason = declined(tx, guarantee, policy, amount, selfPay);
    Claim claim =
        new Claim(
            insurerId,
            request.text("claimId", 64),
            guarantee.guaranteeId(),
            policy.key(),
            guarantee.institution(),
            amount,
            reason.isEmpty(),
            reason.orElse(null),
            0);
    put(tx, claim);
    if (reason.isEmpty()) {
      put(tx, guarantee.with(Guarantee.Status.CLAIMED));
      put(tx, policy.moved(-guarantee.amount(), amount));
      tx.ledger()
          .move(
              CHANNEL,
              new Ledger.Reason("CLAIM", claim.claimId()),
              "insurer:" + insurerId,
              claim.owed(),
              amount);
    }
    return claim.answer();
  }

  static void put(Transaction tx, Claim claim) {
    tx.put(claim.insurerId() + "/" + claim.claimId(), claim.policyKey(), claim);
  }

  private static Optional<String> declined(
      Transaction tx, Guarantee guarantee, Policy policy, long amount, long selfPay) {
    if (policy.declines("CLAIM")) {
      return Optional.of("claim.declined");
    }
    if (guarantee.status() != Guarantee.Status.GUARANTEED) {
      return Optional.of("guarantee.not-standing");
    }
    if (!tx.now().isBefore(guarantee.validUntil())) {
      return Optional.of("guarantee.expired");
    }
    if (amount > guarantee.amount()) {
      return Optional.of("amount.exceeds-guarantee");
    }
    return amount > selfPay ? Optional.of("amount.exceeds-self-pay") : Optional.empty();
  }

  /** POST claims/{id}/reversals. */
  static Map<String, Object> reverse(
      String insurerId, String claimId, Fields request, Transaction tx) {
    Claim claim = claim(insurerId, claimId, tx);
    Policy policy = tx.find(Policy.class, claim.policyKey()).orElseThrow();
    long amount = request.whole("amount", 1, MOST);
    String reversalId = request.text("reversalId", 64);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("reversalId", reversalId);
    if (policy.declines("REVERSAL")
        || !claim.accepted()
        || claim.guaranteeId() == null
        || amount > claim.amount() - claim.reversed()) {
      answer.put("status", "DECLINED");
      answer.put(
          "reason", policy.declines("REVERSAL") ? "reversal.declined" : "amount.exceeds-claim");
      return answer;
    }
    put(tx, claim.reversing(amount));
    put(tx, policy.moved(0, -amount));
    tx.ledger()
        .move(
            CHANNEL,
            new Ledger.Reason("CLAIM_REVERSAL", reversalId),
            Payouts.isPaid(tx, claim) ? claim.paidTo() : claim.owed(),
            "insurer:" + insurerId,
            amount);
    answer.put("status", "REVERSED");
    return answer;
  }
}
