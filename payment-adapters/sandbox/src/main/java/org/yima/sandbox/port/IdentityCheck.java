package org.yima.sandbox.port;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.OpenDoor;
import org.yima.sandbox.http.Refused;
import org.yima.sandbox.http.Route;

/**
 * Whether a name, a document number and, where given, a phone belong together, by the people that
 * were registered here; and whether the face that is shown is the register's.
 */
public final class IdentityCheck {
  private static final String CHANNEL = "identity";

  /** The register took the pictures for these itself; a passport's lies with whoever gave it. */
  private static final Set<String> PICTURED =
      Set.of("RESIDENT_ID", "HMT_RESIDENCE", "FOREIGNER_PR");

  private final Door door;

  public IdentityCheck(Door door) {
    this.door = door;
  }

  private record Identity(String name, String idType, String idNumber, String phone) {}

  /**
   * A comparison of a face.
   *
   * @param shown the number of whoever stood before the camera; empty while nobody has
   */
  private record Face(String name, String idType, String idNumber, String shown) {}

  /** The port's path and the control API's. */
  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/identity/v1/verify", CHANNEL, "verify", door, this::verify),
        Route.of("POST", "/identity/v1/faces", CHANNEL, "face", door, this::face),
        Route.of(
            "POST", "/identity/v1/faces/result", CHANNEL, "face-result", door, IdentityCheck::seen),
        Route.of("POST", "/control/faces", "control", "faces", new OpenDoor(), IdentityCheck::show),
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

  /** The page is nobody's: {@code /control/faces} says whose face is shown. */
  private Answer face(Call call, Transaction tx) {
    return Once.answer(
        call,
        tx,
        CHANNEL,
        "requestId",
        request -> {
          String id = request.text("requestId", 64);
          String idType = request.text("idType", 32);
          if (!PICTURED.contains(idType)) {
            throw new Refused(422, "face.no-pictures", "no pictures of such documents");
          }
          tx.put(face(id), "", new Face(request.text("name", 100), idType, number(request), ""));
          return Map.of("requestId", id, "faceUrl", "https://face.example.invalid/" + id);
        });
  }

  private static Answer show(Call call, Transaction tx) {
    Fields request = call.json();
    String id = request.text("requestId", 64);
    Face asked = asked(tx, id);
    tx.put(face(id), "", new Face(asked.name(), asked.idType(), asked.idNumber(), number(request)));
    return Answer.json(200, Map.of("status", "SHOWN"));
  }

  private static Answer seen(Call call, Transaction tx) {
    String id = call.json().text("requestId", 64);
    return Answer.json(200, Map.of("requestId", id, "result", compared(asked(tx, id), tx)));
  }

  private static Face asked(Transaction tx, String id) {
    return tx.find(Face.class, face(id))
        .orElseThrow(() -> new Refused(404, "face.unknown", "no such comparison"));
  }

  private static String compared(Face face, Transaction tx) {
    Optional<Identity> known = tx.find(Identity.class, key(face.idType(), face.idNumber()));
    if (known.filter(it -> it.name().equals(face.name())).isEmpty()) {
      return "NOT_FOUND";
    }
    if (face.shown().isEmpty()) {
      return "WAITING";
    }
    return face.shown().equals(face.idNumber()) ? "MATCH" : "MISMATCH";
  }

  private static String face(String id) {
    return "face/" + id;
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
