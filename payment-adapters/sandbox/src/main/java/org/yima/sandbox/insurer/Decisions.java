package org.yima.sandbox.insurer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Json;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.port.Once;

/**
 * Guarantees and claims, decided at once or, where the policy says so, taken with 202 and decided a
 * little later. What was taken is an end in one transaction only, decided or withdrawn, whichever
 * comes first.
 */
final class Decisions {
  private static final String JOB = "insurer-decide";
  private static final String CORRELATION = "correlationId";
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
    GUARANTEE("guarantees", "guaranteeId", "guarantee.decided"),
    CLAIM("claims", "claimId", "claim.decided"),
    RAPID_CLAIM("rapid-claims", "claimId", "claim.decided");

    private final String call;
    private final String idField;
    private final String event;

    Kind(String call, String idField, String event) {
      this.call = call;
      this.idField = idField;
      this.event = event;
    }

    /** The name of the call and the last part of its path. */
    String call() {
      return call;
    }

    private String scope(String insurerId) {
      return "insurer:" + insurerId + ":" + call;
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

  /**
   * A request that was taken.
   *
   * @param request its body, while it is open
   * @param correlationId of the request that was taken, which every later answer carries
   */
  private record Taken(
      String insurerId, Kind kind, String id, String request, String correlationId, boolean open) {
    /** A guarantee and a claim may have the same id. */
    static String key(String insurerId, String idField, String id) {
      return insurerId + "/" + idField + "/" + id;
    }

    String key() {
      return key(insurerId, kind.idField, id);
    }

    Taken ended() {
      return new Taken(insurerId, kind, id, "", correlationId, false);
    }

    Fields fields() {
      byte[] body = request.getBytes(StandardCharsets.UTF_8);
      return new Call("POST", URI.create("/"), Map.of(), body, Map.of()).json();
    }

    Answer pending() {
      return Answer.json(
          202, Map.of(kind.idField, id, "status", "PENDING", CORRELATION, correlationId));
    }

    Map<String, Object> answering(Map<String, Object> view) {
      Map<String, Object> answer = new LinkedHashMap<>(view);
      answer.put(CORRELATION, correlationId);
      return answer;
    }
  }

  /** An id that was released before anything had come under it. */
  private record Barred(String insurerId, String guaranteeId) {
    static String key(String insurerId, String id) {
      return insurerId + "/" + id;
    }
  }

  /** The decision, or a 202; the same again, or the decision once there is one. */
  Answer take(Kind kind, String insurerId, Call call, Transaction tx) {
    return Once.answer(
        call,
        tx,
        kind.scope(insurerId),
        kind.idField,
        request -> first(kind, insurerId, call, request, tx));
  }

  private Object first(Kind kind, String insurerId, Call call, Fields request, Transaction tx) {
    String id = request.text(kind.idField, 64);
    if (kind == Kind.GUARANTEE && tx.find(Barred.class, Barred.key(insurerId, id)).isPresent()) {
      throw new Refused(409, "guarantee.released", "this id was released before it came");
    }
    if (kind == Kind.CLAIM
        && open(tx, insurerId, Kind.GUARANTEE.idField, request.text("guaranteeId", 64))
            .isPresent()) {
      throw new Refused(409, "guarantee.pending", "the guarantee is still being decided");
    }
    Policy policy = kind.policy(insurerId, request, tx);
    if (kind == Kind.CLAIM) {
      Documents.mustProve(policy, request);
    }
    if (!policy.later()) {
      return kind.decided(insurerId, request, tx);
    }
    Taken taken =
        new Taken(
            insurerId,
            kind,
            id,
            new String(call.body(), StandardCharsets.UTF_8),
            call.header("yima-correlation-id").orElseThrow(),
            true);
    tx.put(taken.key(), insurerId, taken);
    long wait = policy.decidesAfter() == null ? delayMillis : policy.decidesAfter();
    jobs.schedule(tx, JOB, tx.now().plusMillis(wait), taken.key());
    return taken.pending();
  }

  private static Optional<Taken> open(Transaction tx, String insurerId, String idField, String id) {
    return tx.find(Taken.class, Taken.key(insurerId, idField, id)).filter(Taken::open);
  }

  static void mustNotBePending(Transaction tx, String insurerId, String claimId) {
    if (isPending(tx, insurerId, claimId)) {
      throw new Refused(409, "claim.pending", "the claim is still being decided");
    }
  }

  static boolean isPending(Transaction tx, String insurerId, String claimId) {
    return open(tx, insurerId, Kind.CLAIM.idField, claimId).isPresent();
  }

  /** GET guarantees/{id}. */
  static Answer guarantee(Transaction tx, String insurerId, String id) {
    return standing(
        tx, Taken.key(insurerId, Kind.GUARANTEE.idField, id), Claims.viewOf(insurerId, id, tx));
  }

  /** GET claims/{id}. */
  static Answer claim(Transaction tx, String insurerId, String id) {
    return standing(
        tx, Taken.key(insurerId, Kind.CLAIM.idField, id), Claims.viewOfClaim(insurerId, id, tx));
  }

  /** What stands, with the request that it answers where it was taken; or that it is pending. */
  private static Answer standing(Transaction tx, String key, Optional<Map<String, Object>> view) {
    Optional<Taken> taken = tx.find(Taken.class, key);
    if (taken.filter(Taken::open).isPresent()) {
      return taken.get().pending();
    }
    Map<String, Object> found = view.orElseThrow(Claims::notFound);
    return Answer.json(200, taken.map(it -> it.answering(found)).orElse(found));
  }

  /**
   * POST guarantees/{id}/release: a guarantee that stands is given back, one that is still being
   * decided is withdrawn, and an id that has not come can not come any more. Repeatable.
   */
  static Answer release(Transaction tx, String insurerId, String id) {
    Optional<Taken> open = open(tx, insurerId, Kind.GUARANTEE.idField, id);
    if (open.isPresent()) {
      Claims.withdrawn(insurerId, open.get().fields(), tx);
      end(tx, open.get(), Claims.guarantee(insurerId, id, tx).view());
    } else if (Claims.viewOf(insurerId, id, tx).isEmpty()) {
      tx.put(Barred.key(insurerId, id), insurerId, new Barred(insurerId, id));
      return Answer.json(404, Map.of("code", "not-found", "message", "no such id"));
    }
    Claims.release(insurerId, id, tx);
    return guarantee(tx, insurerId, id);
  }

  private Optional<Jobs.Again> decide(String key) {
    books.transact(
        tx -> {
          tx.find(Taken.class, key).filter(Taken::open).ifPresent(taken -> decide(taken, tx));
          return null;
        });
    return Optional.empty();
  }

  private void decide(Taken taken, Transaction tx) {
    Map<String, Object> decided = taken.kind().decided(taken.insurerId(), taken.fields(), tx);
    end(tx, taken, decided);
    notices.tell(tx, taken.insurerId(), taken.kind().event, taken.correlationId(), decided);
  }

  /** From here on the request, sent again, is answered with what became of it. */
  private static void end(Transaction tx, Taken taken, Map<String, Object> view) {
    tx.put(taken.key(), taken.insurerId(), taken.ended());
    tx.keepInstead(
        taken.kind().scope(taken.insurerId()), taken.id(), 200, Json.bytes(taken.answering(view)));
  }
}
