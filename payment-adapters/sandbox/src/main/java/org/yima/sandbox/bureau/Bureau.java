package org.yima.sandbox.bureau;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Books;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.faults.FaultKind;
import org.yima.sandbox.faults.Faults;
import org.yima.sandbox.http.CallLog;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Route;
import org.yima.sandbox.jobs.Jobs;

/** The bureau's paths and those of the authorisation before it. */
public final class Bureau {
  private static final String FSI = "/fsi/api/callFsiService/callService";

  /** A file of 9101 as a list of bytes takes four of each. */
  private static final int MOST_BYTES = 16 << 20;

  private final SandboxConfig config;
  private final Clock clock;
  private final People people;
  private final Visits visits;
  private final Fsi fsi;
  private final Optional<MobilePay> mobilePay;

  public Bureau(
      SandboxConfig config,
      Books books,
      Jobs jobs,
      Faults faults,
      CallLog log,
      Clock clock,
      SecureRandom random) {
    this.config = config;
    this.clock = clock;
    this.people = new People(random, config.bureau().admdvs());
    this.visits = new Visits();
    Settlements settlements =
        new Settlements(faults, jobs, books, config.bureauReversalDelayMillis());
    Map<String, Fsi.Function> functions = new LinkedHashMap<>();
    functions.put("1101", visits::person);
    functions.put("2201", visits::register);
    functions.put("2202", visits::cancel);
    functions.put("2203", visits::tell);
    functions.put("2203A", visits::tell);
    functions.put("2204", visits::details);
    functions.put("2205", visits::cancelDetails);
    functions.put("2206", settlements::preSettle);
    functions.put("2207", settlements::settle);
    functions.put("2208", settlements::reverse);
    functions.put("2601", settlements::reverseUnknown);
    functions.put("5203", settlements::query);
    functions.put("9001", SignIns::in);
    functions.put("9002", SignIns::out);
    functions.put("3201", Reconciliations::totals);
    functions.put("3202", Reconciliations::details);
    functions.put("9101", Files::upload);
    this.fsi = new Fsi(config.bureau(), functions);
    this.mobilePay =
        config.bureau().mobilePay() == null
            ? Optional.empty()
            : Optional.of(new MobilePay(config, books, jobs, faults, log, clock, random));
  }

  /** The payment centre's orders, where the bureau has one. */
  public Optional<MobileOrders> mobileOrders() {
    return mobilePay.map(MobilePay::orders);
  }

  /** Who pays at the payment centre's own cashier, for the control API. */
  public Optional<PayerChannel> payers() {
    return mobilePay.map(MobilePay::payers);
  }

  /** Every path. */
  public List<Route> routes() {
    Door control = new OpenDoor();
    List<Route> routes = new ArrayList<>();
    routes.add(
        Route.of(
                "POST",
                FSI,
                Insured.CHANNEL,
                Fsi::name,
                fsi.numbers(),
                new FsiDoor(config.bureau(), clock),
                fsi::handle)
            .settling("2207", FaultKind.SETTLE_DIFFERS, FaultKind.SETTLE_MISSTATED)
            .taking(MOST_BYTES));
    if (config.insuranceAuth() != null) {
      String city = config.bureau().admdvs();
      routes.add(
          Route.of(
              "POST",
              "/api/mipuserquery/userquery/{partnerId}",
              "insurance-auth",
              "userquery",
              new AuthorisationDoor(config.insuranceAuth(), clock),
              (call, tx) -> people.exchange(call, tx, city)));
    }
    routes.add(Route.of("POST", "/control/insured", "control", "insured", control, people::create));
    routes.add(
        Route.of("POST", "/control/catalogue", "control", "catalogue", control, Catalogue::put));
    routes.add(
        Route.of("POST", "/control/families", "control", "families", control, Families::bind));
    routes.add(
        Route.of(
            "POST",
            "/control/designation",
            "control",
            "designation",
            control,
            Refusals::designate));
    routes.add(
        Route.of("POST", "/control/clearing", "control", "clearing", control, Refusals::clear));
    routes.add(
        Route.of(
            "GET", "/control/insured/{ref}/visits", "control", "visits", control, visits::held));
    routes.add(
        Route.of(
            "POST",
            "/control/insured/{ref}/authorise",
            "control",
            "authorise",
            control,
            people::authorise));
    mobilePay.ifPresent(centre -> routes.addAll(centre.routes()));
    return routes;
  }
}
