package org.yima.sandbox.insurer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Refused;

/**
 * Payments in batches, and the day's statement. A direct claim is in the books from its acceptance,
 * as what the institution has coming, and is the institution's once it is paid; a rapid one is in
 * them from its payment.
 */
final class Payouts {
  private static final String CHANNEL = "insurer";
  private static final String RAPID_PAYMENT = "RAPID_PAYMENT";
  private static final int ALL = 1_000_000;
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Payouts() {}

  private record Payout(
      String paymentId, String claimId, long amount, String payee, Instant paidAt) {
    Map<String, Object> view() {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("paymentId", paymentId);
      view.put("claimId", claimId);
      view.put("amount", amount);
      view.put("payee", payee);
      view.put("paidAt", paidAt);
      return view;
    }
  }

  /** Pays whatever was accepted and is not paid, and tells of each. */
  static int payAll(String insurerId, Transaction tx, InsurerNotices notices) {
    int paid = 0;
    for (Claim claim : tx.all(Claim.class)) {
      String owner = insurerId + "/" + claim.claimId();
      long amount = claim.amount() - claim.reversed();
      if (claim.insurerId().equals(insurerId)
          && claim.accepted()
          && amount > 0
          && !isPaid(tx, claim)) {
        pay(claim, amount, owner, tx, notices);
        paid++;
      }
    }
    return paid;
  }

  static boolean isPaid(Transaction tx, Claim claim) {
    return !tx.owned(Payout.class, claim.insurerId() + "/" + claim.claimId()).isEmpty();
  }

  private static void pay(
      Claim claim, long amount, String owner, Transaction tx, InsurerNotices notices) {
    Policy policy = tx.find(Policy.class, claim.policyKey()).orElseThrow();
    boolean rapid = claim.guaranteeId() == null;
    Payout payout =
        new Payout(
            "PAY%010d".formatted(tx.next("insurer-payout")),
            claim.claimId(),
            amount,
            rapid ? "INSURED" : "INSTITUTION",
            tx.now());
    tx.put(payout.paymentId(), owner, payout);
    tx.ledger()
        .move(
            CHANNEL,
            new Ledger.Reason(rapid ? RAPID_PAYMENT : "CLAIM_PAYMENT", claim.claimId()),
            rapid ? "insurer:" + claim.insurerId() : claim.owed(),
            rapid ? "insured:" + policy.policyRef() : claim.paidTo(),
            amount);
    notices.tell(
        tx, claim.insurerId(), "claim.paid", InsurerNotices.freshCorrelation(), payout.view());
  }

  /** GET claims/{id}/payments. */
  static Map<String, Object> of(String insurerId, String claimId, Transaction tx) {
    if (!Decisions.isPending(tx, insurerId, claimId)) {
      Claims.claim(insurerId, claimId, tx);
    }
    return Map.of(
        "claimId",
        claimId,
        "payments",
        tx.owned(Payout.class, insurerId + "/" + claimId).stream().map(Payout::view).toList());
  }

  /** GET statements/{day}. */
  static Map<String, Object> statement(String insurerId, String day, Transaction tx) {
    LocalDate wanted = day(day);
    String insurer = "insurer:" + insurerId;
    List<Map<String, Object>> lines = new ArrayList<>();
    long total = 0;
    List<Ledger.Movement> movements = new ArrayList<>(tx.ledger().movements(CHANNEL, ALL));
    Collections.reverse(movements);
    for (Ledger.Movement movement : movements) {
      boolean claimed = movement.from().equals(insurer);
      if ((claimed || movement.to().equals(insurer))
          && LocalDate.ofInstant(Instant.parse(movement.at()), ZONE).equals(wanted)) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("kind", claimed ? "CLAIM" : "REVERSAL");
        line.put("id", movement.ref());
        line.put("amount", movement.amount());
        lines.add(line);
        total += claimed ? movement.amount() : -movement.amount();
      }
    }
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("day", wanted.toString());
    statement.put("lines", lines);
    statement.put("total", total);
    return statement;
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new Refused(400, "invalid", "a day is yyyy-MM-dd");
    }
  }
}
