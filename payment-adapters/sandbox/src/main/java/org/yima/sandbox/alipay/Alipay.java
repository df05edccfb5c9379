package org.yima.sandbox.alipay;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.bureau.WalletGrants;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/** The gateway's one address, and the pages that it sends people to. */
public final class Alipay {
  static final String CHANNEL = "alipay";

  private final AlipayDoor door;
  private final AlipayPayers payers;
  private final InsuranceConsents consents;
  private final Map<String, AlipayMethod> methods = new LinkedHashMap<>();

  public Alipay(SandboxConfig config, Clock clock, SecureRandom random) {
    door = new AlipayDoor(config.alipay(), clock);
    payers = new AlipayPayers(random);
    consents = new InsuranceConsents(config, new WalletGrants(random), random);
    methods.put("alipay.system.oauth.token", payers::token);
    methods.put("alipay.commerce.medical.authinfo.auth.query", consents::query);
  }

  /** Faults know a call by its method's name. */
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            List.of("", "alipay", "gateway.do"),
            CHANNEL,
            call -> door.parameters(call).getOrDefault("method", "-"),
            door,
            this::answer),
        Route.of(
            "GET",
            InsuranceConsents.PAGE,
            CHANNEL,
            "insurance-page",
            new OpenDoor(),
            consents::page),
        Route.of(
            "POST",
            InsuranceConsents.PAGE,
            CHANNEL,
            "insurance-page",
            new OpenDoor(),
            consents::agree));
  }

  private Answer answer(Call call, Transaction tx) {
    AlipayCall asked = new AlipayCall(call, door.parameters(call));
    AlipayMethod method = methods.get(asked.method());
    if (method == null) {
      throw new Refused(200, "isv.invalid-method", "不存在的方法名");
    }
    return Answer.json(200, Map.of(AlipayDoor.node(asked.method()), method.answer(asked, tx)));
  }

  /** The payers, for the control API. */
  public PayerChannel payers() {
    return payers;
  }

  /** An answer that says it is done. */
  static Map<String, Object> done() {
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("code", "10000");
    done.put("msg", "Success");
    return done;
  }
}
