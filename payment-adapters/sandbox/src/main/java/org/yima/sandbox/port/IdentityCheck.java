package org.yima.sandbox.port;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Route;

/**
 * Whether a name, a document number and, where given, a phone belong together, by the people that
 * were registered here.
 */
public final class IdentityCheck {
  private static final String CHANNEL = "identity";
  private final Door door;

  public IdentityCheck(Door door) {
    this.door = door;
  }

  private record Identity(String name, String idType, String idNumber, String phone) {}

  /** The port's path and the control API's. */
  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/identity/v1/verify", CHANNEL, "verify", door, this::verify),
        Route.of(
            "POST",
            "/control/identities",
            "control",
            "identities",
            new OpenDoor(),
            IdentityCheck::register));
  }

  private static Answer register(Call call, Transaction tx) {
    Fields request = call.json();
    Identity identity =
        new Identity(
            request.text("name", 100),
            request.optional("idType", 32).orElse("RESIDENT_ID"),
            number(request),
            request.optional("phone", 32).orElse(""));
    tx.put(key(identity.idType(), identity.idNumber()), "", identity);
    return Answer.json(200, Map.of("status", "REGISTERED"));
  }

  private Answer verify(Call call, Transaction tx) {
    return Once.answer(
        call,
        tx,
        CHANNEL,
        "requestId",
        request ->
            Map.of("requestId", request.text("requestId", 64), "result", result(request, tx)));
  }

  private static String result(Fields request, Transaction tx) {
    String name = request.text("name", 100);
    Optional<String> phone = request.optional("phone", 32);
    Optional<Identity> known =
        tx.find(Identity.class, key(request.text("idType", 32), number(request)));
    if (known.isEmpty()) {
      return "NOT_FOUND";
    }
    boolean same =
        known.get().name().equals(name) && phone.map(known.get().phone()::equals).orElse(true);
    return same ? "MATCH" : "MISMATCH";
  }

  /** The final x of a resident number may come in either case. */
  private static String number(Fields request) {
    return request.text("idNumber", 64).toUpperCase(Locale.ROOT);
  }

  private static String key(String idType, String idNumber) {
    return idType + "/" + idNumber;
  }
}
