package org.yima.sandbox.insurer;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** Policies, whether they cover a person, and what they would bear of a bill. */
final class Cover {
  private static final Duration QUOTE_LIFE = Duration.ofMinutes(30);
  private static final long MOST = 100_000_000_000L;
  private final List<String> insurers;

  Cover(List<String> insurers) {
    this.insurers = List.copyOf(insurers);
  }

  private record PolicyRef(String policyRef, String policyKey) {}

  /** POST /control/policies; the same policy again keeps what is held and paid. */
  Answer create(Call call, Transaction tx) {
    Fields request = call.json();
    String insurerId = request.text("insurerId", 64);
    if (!insurers.contains(insurerId)) {
      throw request.bad("insurerId", "is unknown");
    }
    String number = request.text("policyNumber", 64);
    Optional<Policy> earlier = tx.find(Policy.class, Policy.key(insurerId, number));
    Policy policy =
        new Policy(
            insurerId,
            number,
            earlier
                .map(Policy::policyRef)
                .orElseGet(() -> "POL%010d".formatted(tx.next("insurer-policy"))),
            request.text("idNumber", 64).toUpperCase(Locale.ROOT),
            request.text("name", 100),
            oneOf(request, "kind", "DIRECT", List.of("DIRECT", "RAPID")),
            ratio(request),
            request.whole("limit", 0, MOST),
            request.has("refusal")
                ? oneOf(request, "refusal", "", List.of("GUARANTEE", "CLAIM", "REVERSAL"))
                : null,
            "later".equals(oneOf(request, "answers", "at-once", List.of("at-once", "later"))),
            request.has("decidesAfterMillis")
                ? (Long) request.whole("decidesAfterMillis", 0, 3_600_000)
                : null,
            request.has("documents") ? Documents.kinds(request) : List.of(),
            earlier.map(Policy::held).orElse(0L),
            earlier.map(Policy::paid).orElse(0L));
    tx.put(policy.key(), insurerId, policy);
    tx.put(policy.policyRef(), insurerId, new PolicyRef(policy.policyRef(), policy.key()));
    return Answer.json(200, Map.of("policyRef", policy.policyRef()));
  }

  private static String oneOf(Fields request, String name, String absent, List<String> allowed) {
    String value = request.optional(name, 32).orElse(absent);
    if (!allowed.contains(value)) {
      throw request.bad(name, "must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  private static int ratio(Fields request) {
    BigDecimal ratio = request.decimal("ratio");
    if (ratio.signum() < 0
        || ratio.compareTo(BigDecimal.ONE) > 0
        || ratio.stripTrailingZeros().scale() > 4) {
      throw request.bad("ratio", "must be between 0 and 1 with at most 4 decimals");
    }
    return ratio.movePointRight(4).intValueExact();
  }

  /** POST eligibility. */
  static Map<String, Object> eligibility(String insurerId, Fields request, Transaction tx) {
    Fields holder = request.object("holder");
    String name = holder.text("name", 100);
    holder.text("idType", 32);
    String idNumber = holder.text("idNumber", 64).toUpperCase(Locale.ROOT);
    Optional<Policy> policy =
        tx.find(Policy.class, Policy.key(insurerId, request.text("policyNumber", 64)));
    boolean eligible =
        policy.filter(p -> p.idNumber().equals(idNumber) && p.name().equals(name)).isPresent();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("requestId", request.text("requestId", 64));
    answer.put("eligible", eligible);
    if (eligible) {
      answer.put("kind", policy.get().kind());
      answer.put("policyRef", policy.get().policyRef());
    } else {
      // Whether the number exists is not told to someone who does not hold it.
      answer.put("reason", "policy.not-held");
    }
    return answer;
  }

  static Policy policy(String insurerId, Fields request, Transaction tx) {
    return tx.find(PolicyRef.class, request.text("policyRef", 64))
        .flatMap(ref -> tx.find(Policy.class, ref.policyKey()))
        .filter(p -> p.insurerId().equals(insurerId))
        .orElseThrow(() -> new Refused(404, "not-found", "no such policy reference"));
  }

  /** What basic insurance leaves to the insured of a bill whose lines and shares add up. */
  static long selfPay(Fields request) {
    Fields bill = request.object("bill");
    bill.text("id", 64);
    long total = bill.whole("total", 1, MOST);
    long sum =
        bill.objects("lines", 1_000).stream().mapToLong(l -> l.whole("amount", 0, MOST)).sum();
    if (sum != total) {
      throw new Refused(422, "bill.sum", "the lines do not make the total");
    }
    Fields basic = request.object("basic");
    long selfPay = basic.whole("selfPay", 0, total);
    if (basic.whole("fundShare", 0, total) + basic.whole("accountShare", 0, total) + selfPay
        > total) {
      throw new Refused(422, "basic.sum", "the shares exceed the total");
    }
    return selfPay;
  }

  /** POST quotes. */
  static Map<String, Object> quote(String insurerId, Fields request, Transaction tx) {
    Policy policy = policy(insurerId, request, tx);
    String institution = request.object("institution").text("code", 64);
    long selfPay = selfPay(request);
    long covered = policy.covered(selfPay);
    Quote quote =
        new Quote(
            insurerId,
            request.text("quoteId", 64),
            policy.key(),
            institution,
            covered,
            tx.now().plus(QUOTE_LIFE));
    tx.put(insurerId + "/" + quote.quoteId(), policy.key(), quote);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("quoteId", quote.quoteId());
    answer.put("covered", covered);
    answer.put("reasons", reasons(policy, policy.byRatio(selfPay), covered));
    answer.put("validUntil", quote.validUntil());
    return answer;
  }

  private static List<Map<String, Object>> reasons(Policy policy, long byRatio, long covered) {
    List<Map<String, Object>> reasons = new ArrayList<>();
    String percent =
        BigDecimal.valueOf(policy.ratioBasisPoints(), 2).stripTrailingZeros().toPlainString();
    reasons.add(Map.of("code", "RATIO", "text", "个人自付部分赔付 " + percent + "%"));
    if (covered < byRatio) {
      reasons.add(
          Map.of(
              "code",
              "LIMIT",
              "text",
              "保额剩余 " + BigDecimal.valueOf(policy.remaining(), 2).toPlainString() + " 元"));
    }
    return reasons;
  }
}
