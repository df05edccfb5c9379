package org.yima.sandbox.control;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.yima.sandbox.books.Ledger;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.faults.Fault;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.faults.Spoilables;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** Injecting faults, reading the books, starting afresh. */
public final class Control {
  /** What is no gateway's. */
  public static final String CHANNEL = "control";

  private final Faults faults;
  private final Spoilables spoilables;
  private final CallLog log;
  private final byte[] page;

  /**
   * @param spoilables what the gateways declare
   */
  public Control(Faults faults, Spoilables spoilables, CallLog log) {
    this.faults = faults;
    this.spoilables = spoilables;
    this.log = log;
    try (InputStream file = Control.class.getResourceAsStream("page.html")) {
      page = file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The control paths. */
  public List<Route> routes() {
    Door door = new OpenDoor();
    return List.of(
        Route.of("GET", "/", "control", "page", door, this::page),
        Route.of("POST", "/control/faults", "control", "faults", door, this::fault),
        Route.of("GET", "/control/faults", "control", "faults", door, this::faults),
        Route.of("GET", "/control/books", "control", "books", door, Control::books),
        Route.of("GET", "/control/calls", "control", "calls", door, this::calls),
        Route.of("POST", "/control/reset", "control", "reset", door, Control::reset));
  }

  private Answer page(Call call, Transaction tx) {
    return new Answer(
        200,
        Map.of(
            "Content-Type",
            "text/html; charset=utf-8",
            "Content-Security-Policy",
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
                + " connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'"),
        page);
  }

  /** GET /control/faults: what may be asked for, and what waits. */
  private Answer faults(Call call, Transaction tx) {
    return Answer.json(
        200,
        Map.of(
            "channels",
            spoilables.channels().stream().sorted().toList(),
            "kinds",
            FaultKind.values(),
            "calls",
            spoilables.all(),
            "waiting",
            tx.all(Fault.class)));
  }

  private Answer fault(Call call, Transaction tx) {
    Fields request = call.json();
    String channel = request.text("channel", 32);
    if (!spoilables.channels().contains(channel)) {
      throw request.bad("channel", "must be one of " + sorted(spoilables.channels()));
    }
    FaultKind kind = kind(request);
    if (kind != FaultKind.NONE && !spoilables.kinds(channel).contains(kind)) {
      throw request.bad("kind", "cannot be " + kind + ": " + why(kind));
    }
    String of = request.optional("call", 80).orElse(Spoilables.ANY);
    if (!of.equals(Spoilables.ANY) && !spoilables.calls(channel).contains(of)) {
      throw request.bad("call", "must be one of " + sorted(spoilables.calls(channel)));
    }
    if (kind == FaultKind.NONE) {
      faults.lift(tx, channel, of);
      return Answer.json(200, Map.of("status", "LIFTED"));
    }
    if (!spoilables.of(channel, of).contains(kind)) {
      throw request.bad("kind", "cannot be " + kind + " of this call");
    }
    faults.add(
        tx,
        channel,
        of,
        kind,
        request.whole("times", 1, 1_000_000, 1),
        request.whole("delayMillis", 0, 600_000, kind == FaultKind.CLOCK_SKEW ? 600_000 : 3_000));
    return Answer.json(200, Map.of("status", "WAITING"));
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  /** Why no call of a gateway can have this. */
  private static String why(FaultKind kind) {
    if (kind == FaultKind.BAD_SIGNATURE) {
      return "this gateway's answers carry no signature";
    }
    if (kind == FaultKind.CLOCK_SKEW) {
      return "this gateway's answers carry no signed time";
    }
    return kind.spoilsTheNotification()
        ? "this gateway notifies nobody"
        : "this gateway settles no insurance";
  }

  private static FaultKind kind(Fields request) {
    String name = request.text("kind", 32);
    for (FaultKind kind : FaultKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw request.bad("kind", "is unknown");
  }

  /**
   * Sums and the newest movements, per channel; every {@code sum} is zero or the books are broken.
   */
  private static Answer books(Call call, Transaction tx) {
    String wanted = call.query("channel").orElse("");
    int limit =
        call.query("entries").filter(n -> n.matches("\\d{1,4}")).map(Integer::parseInt).orElse(200);
    Ledger ledger = tx.ledger();
    if (!wanted.isEmpty()) {
      return Answer.json(200, channel(ledger, wanted, limit));
    }
    List<Map<String, Object>> all = new ArrayList<>();
    for (String channel : ledger.channels()) {
      all.add(channel(ledger, channel, limit));
    }
    return Answer.json(200, Map.of("channels", all));
  }

  private static Map<String, Object> channel(Ledger ledger, String channel, int limit) {
    List<Ledger.Account> accounts = ledger.accounts(channel);
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("channel", channel);
    view.put("sum", accounts.stream().mapToLong(Ledger.Account::balance).sum());
    view.put("accounts", accounts);
    view.put("entries", ledger.movements(channel, limit));
    return view;
  }

  private Answer calls(Call call, Transaction tx) {
    return Answer.json(200, Map.of("items", log.recent()));
  }

  private static Answer reset(Call call, Transaction tx) {
    if (call.body().length > 0 && !call.json().tree().isEmpty()) {
      throw new Refused(400, "PARAM_ERROR", "reset takes no fields");
    }
    tx.reset();
    return Answer.json(200, Map.of("status", "EMPTY"));
  }
}
