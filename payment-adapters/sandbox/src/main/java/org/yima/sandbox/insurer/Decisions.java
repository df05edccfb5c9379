package org.yima.sandbox.insurer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.jobs.Jobs;

/**
 * Guarantees and claims, decided at once or, where the policy says so, taken with 202 and decided a
 * little later.
 */
final class Decisions {
  private static final String JOB = "insurer-decide";
  private final Books books;
  private final Jobs jobs;
  private final InsurerNotices notices;
  private final long delayMillis;

  Decisions(Books books, Jobs jobs, InsurerNotices notices, long delayMillis) {
    this.books = books;
    this.jobs = jobs;
    this.notices = notices;
    this.delayMillis = delayMillis;
    jobs.handle(JOB, this::decide);
  }

  /** What is decided, and how it is told. */
  enum Kind {
    GUARANTEE("guaranteeId", "guarantee.decided"),
    CLAIM("claimId", "claim.decided"),
    RAPID_CLAIM("claimId", "claim.decided");

    private final String idField;
    private final String event;

    Kind(String idField, String event) {
      this.idField = idField;
      this.event = event;
    }

    String idField() {
      return idField;
    }

    private Policy policy(String insurerId, Fields request, Transaction tx) {
      return switch (this) {
        case GUARANTEE -> Claims.policyOfQuote(insurerId, request, tx);
        case CLAIM -> Claims.policyOfGuarantee(insurerId, request, tx);
        case RAPID_CLAIM -> Cover.policy(insurerId, request, tx);
      };
    }

    private Map<String, Object> decided(String insurerId, Fields request, Transaction tx) {
      return switch (this) {
        case GUARANTEE -> Claims.guarantee(insurerId, request, tx);
        case CLAIM -> Claims.claim(insurerId, request, tx);
        case RAPID_CLAIM -> RapidClaims.submit(insurerId, request, tx);
      };
    }
  }

  private record Waiting(
      String insurerId, Kind kind, String id, String request, String correlationId) {
    static String key(String insurerId, String id) {
      return insurerId + "/" + id;
    }
  }

  /** The decision, or a 202. */
  Object take(Kind kind, String insurerId, Call call, Fields request, Transaction tx) {
    if (!kind.policy(insurerId, request, tx).later()) {
      return kind.decided(insurerId, request, tx);
    }
    String id = request.text(kind.idField(), 64);
    Waiting waiting =
        new Waiting(
            insurerId,
            kind,
            id,
            new String(call.body(), StandardCharsets.UTF_8),
            call.header("yima-correlation-id").orElseThrow());
    String key = Waiting.key(insurerId, id);
    tx.put(key, insurerId, waiting);
    jobs.schedule(tx, JOB, tx.now().plusMillis(delayMillis), key);
    return pending(kind, id);
  }

  private static Answer pending(Kind kind, String id) {
    return Answer.json(202, Map.of(kind.idField(), id, "status", "PENDING"));
  }

  /** A 202 for what is still being decided. */
  static Optional<Answer> pending(Transaction tx, String insurerId, String id) {
    return tx.find(Waiting.class, Waiting.key(insurerId, id))
        .map(waiting -> pending(waiting.kind(), id));
  }

  private Optional<Jobs.Again> decide(String key) {
    books.transact(
        tx -> {
          tx.find(Waiting.class, key).ifPresent(waiting -> decide(waiting, tx));
          tx.remove(Waiting.class, key);
          return null;
        });
    return Optional.empty();
  }

  private void decide(Waiting waiting, Transaction tx) {
    byte[] body = waiting.request().getBytes(StandardCharsets.UTF_8);
    Fields request = new Call("POST", URI.create("/"), Map.of(), body, Map.of()).json();
    Map<String, Object> decided = waiting.kind().decided(waiting.insurerId(), request, tx);
    notices.tell(tx, waiting.insurerId(), waiting.kind().event, waiting.correlationId(), decided);
  }
}
