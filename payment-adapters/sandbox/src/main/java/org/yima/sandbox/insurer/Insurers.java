package org.yima.sandbox.insurer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.port.Once;
import org.yima.sandbox.port.SignedDoor;

/** The paths of every insurer under {@code /insurers/{id}/v1}, each signing with its own key. */
public final class Insurers {
  private static final String CHANNEL = "insurer";
  private final SandboxConfig config;
  private final Clock clock;

  public Insurers(SandboxConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
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
    Door door = new SignedDoor(insurer.keyId(), insurer.privateKeyFile(), config.yima(), clock);
    return List.of(
        once(id, door, base + "/eligibility", "eligibility", "requestId", Cover::eligibility),
        once(id, door, base + "/quotes", "quotes", "quoteId", Cover::quote),
        once(id, door, base + "/guarantees", "guarantees", "guaranteeId", Claims::guarantee),
        Route.of(
            "GET",
            base + "/guarantees/{id}",
            CHANNEL,
            "guarantee-query",
            door,
            (call, tx) -> Answer.json(200, Claims.guarantee(id, call.parameter("id"), tx).view())),
        Route.of(
            "POST",
            base + "/guarantees/{id}/release",
            CHANNEL,
            "release",
            door,
            (call, tx) -> {
              call.json().text("reason", 200);
              return Answer.json(200, Claims.release(id, call.parameter("id"), tx));
            }),
        once(id, door, base + "/claims", "claims", "claimId", Claims::claim),
        Route.of(
            "GET",
            base + "/claims/{id}",
            CHANNEL,
            "claim-query",
            door,
            (call, tx) -> Answer.json(200, Claims.claim(id, call.parameter("id"), tx).view())),
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

  private static Answer reversal(String insurerId, Call call, Transaction tx) {
    return Once.answer(
        call,
        tx,
        CHANNEL + ":" + insurerId + ":reversals",
        "reversalId",
        request -> Claims.reverse(insurerId, call.parameter("id"), request, tx));
  }
}
