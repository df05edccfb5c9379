package org.yima.sandbox.insurer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.faults.Spoilables;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;
import org.yima.sandbox.port.Once;
import org.yima.sandbox.port.SignedDoor;

/** The paths of every insurer under {@code /insurers/{id}/v1}, each signing with its own key. */
public final class Insurers {
  private static final String CHANNEL = "insurer";

  /** How long a later decision takes, before the factor that compresses all waiting. */
  private static final long DECIDING_MILLIS = 15_000;

  private final SandboxConfig config;
  private final Map<String, SignedDoor> doors = new HashMap<>();
  private final InsurerNotices notices;
  private final Decisions decisions;

  public Insurers(
      SandboxConfig config, Books books, Jobs jobs, Faults faults, CallLog log, Clock clock) {
    this.config = config;
    Map<String, InsurerNotices.Target> targets = new HashMap<>();
    for (SandboxConfig.Insurer insurer : config.insurers()) {
      SignedDoor door =
          new SignedDoor(insurer.keyId(), insurer.privateKeyFile(), config.yima(), clock);
      doors.put(insurer.id(), door);
      if (insurer.notifyUrl() != null) {
        targets.put(insurer.id(), new InsurerNotices.Target(insurer.notifyUrl(), door));
      }
    }
    this.notices =
        new InsurerNotices(targets, books, jobs, faults, log, clock, config.notificationFactor());
    this.decisions =
        new Decisions(
            books, jobs, notices, Math.round(DECIDING_MILLIS * config.notificationFactor()));
  }

  private interface Work {
    Map<String, Object> run(String insurerId, Fields request, Transaction tx);
  }

  /** Every path. */
  public List<Route> routes() {
    Cover cover = new Cover(config.insurers().stream().map(SandboxConfig.Insurer::id).toList());
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.of(
            "POST", "/control/policies", "control", "policies", new OpenDoor(), cover::create));
    for (SandboxConfig.Insurer insurer : config.insurers()) {
      routes.addAll(of(insurer));
    }
    return routes;
  }

  private List<Route> of(SandboxConfig.Insurer insurer) {
    String id = insurer.id();
    String base = "/insurers/" + id + "/v1";
    Door door = doors.get(id);
    return List.of(
        once(id, door, base + "/eligibility", "eligibility", "requestId", Cover::eligibility),
        once(id, door, base + "/quotes", "quotes", "quoteId", Cover::quote),
        decided(id, door, base, Decisions.Kind.GUARANTEE),
        Route.of(
            "GET",
            base + "/guarantees/{id}",
            CHANNEL,
            "guarantee-query",
            door,
            (call, tx) -> Decisions.guarantee(tx, id, call.parameter("id"))),
        Route.of(
            "POST",
            base + "/guarantees/{id}/release",
            CHANNEL,
            "release",
            door,
            (call, tx) -> {
              call.json().text("reason", 200);
              return Decisions.release(tx, id, call.parameter("id"));
            }),
        decided(id, door, base, Decisions.Kind.CLAIM),
        decided(id, door, base, Decisions.Kind.RAPID_CLAIM),
        Route.of(
            "GET",
            base + "/claims/{id}/payments",
            CHANNEL,
            "payments",
            door,
            (call, tx) -> Answer.json(200, Payouts.of(id, call.parameter("id"), tx))),
        Route.of(
            "GET",
            base + "/statements/{day}",
            CHANNEL,
            "statement",
            door,
            (call, tx) -> Answer.json(200, Payouts.statement(id, call.parameter("day"), tx))),
        Route.of(
            "POST",
            "/control/insurers/" + id + "/pay",
            "control",
            "insurer-pay",
            new OpenDoor(),
            (call, tx) -> Answer.json(200, Map.of("paid", Payouts.payAll(id, tx, notices)))),
        Route.of(
            "GET",
            base + "/claims/{id}",
            CHANNEL,
            "claim-query",
            door,
            (call, tx) -> Decisions.claim(tx, id, call.parameter("id"))),
        Route.of(
            "POST",
            base + "/claims/{id}/reversals",
            CHANNEL,
            "reversals",
            door,
            (call, tx) -> reversal(id, call, tx)));
  }

  private static Route once(
      String insurerId, Door door, String path, String name, String idField, Work work) {
    return Route.of(
        "POST",
        path,
        CHANNEL,
        name,
        door,
        (call, tx) ->
            Once.answer(
                call,
                tx,
                CHANNEL + ":" + insurerId + ":" + name,
                idField,
                request -> work.run(insurerId, request, tx)));
  }

  private Route decided(String insurerId, Door door, String base, Decisions.Kind kind) {
    return Route.of(
            "POST",
            base + "/" + kind.call(),
            CHANNEL,
            kind.call(),
            door,
            (call, tx) -> decisions.take(kind, insurerId, call, tx))
        .telling(Spoilables.NOTIFY);
  }

  private static Answer reversal(String insurerId, Call call, Transaction tx) {
    Decisions.mustNotBePending(tx, insurerId, call.parameter("id"));
    return Once.answer(
        call,
        tx,
        CHANNEL + ":" + insurerId + ":reversals",
        "reversalId",
        request -> Claims.reverse(insurerId, call.parameter("id"), request, tx));
  }
}
