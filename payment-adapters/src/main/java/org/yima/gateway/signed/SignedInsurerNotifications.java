package org.yima.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurer.Claim;
import org.yima.gateway.insurer.Guarantee;
import org.yima.gateway.insurer.InsurerNotification;
import org.yima.gateway.insurer.InsurerNotification.Reason;
import org.yima.gateway.insurer.InsurerNotification.Refused;
import org.yima.gateway.wallet.NotificationReply;

/** Verifies and reads what one insurer tells. */
public final class SignedInsurerNotifications {
  private static final List<String> NEEDED =
      List.of("content-digest", "yima-correlation-id", "signature-input", "signature");
  private final RequestVerifier verifier;

  /**
   * For one insurer.
   *
   * @param keyId the only key the insurer may sign with
   * @param key P-256
   */
  public SignedInsurerNotifications(String keyId, PublicKey key, InstantSource clock) {
    this.verifier = new RequestVerifier(keyId, key, clock);
  }

  /**
   * Reads a message.
   *
   * @param path as it was requested, without a query
   * @param headers as received, names in any case
   * @param body exactly as received, in UTF-8
   * @return a verified fact or a refusal; never throws for whatever was sent
   */
  public InsurerNotification parse(
      String method, String path, Map<String, String> headers, String body) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach(
        (name, value) -> {
          if (name != null && value != null) {
            lower.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    if (!lower.keySet().containsAll(NEEDED)) {
      return new Refused(Reason.HEADERS_MISSING);
    }
    if (method == null || path == null || body == null) {
      return new Refused(Reason.UNREADABLE);
    }
    byte[] bytes = body.getBytes(UTF_8);
    if (!verifier.verifies(method, path, lower, bytes)) {
      return new Refused(Reason.BAD_SIGNATURE);
    }
    try {
      return read(Json.read(bytes), lower.get("yima-correlation-id"));
    } catch (UnreadableAnswer | IllegalArgumentException | ArithmeticException unfit) {
      return new Refused(Reason.UNREADABLE);
    }
  }

  private static InsurerNotification read(Fields event, String correlationId) {
    String eventId = event.text("eventId");
    return switch (event.text("type")) {
      case "guarantee.decided" -> {
        Guarantee guarantee = InsurerMessages.decidedGuarantee(data(event));
        yield Conversation.guarantee(guarantee.guaranteeId()).holds(correlationId)
            ? new InsurerNotification.GuaranteeDecided(eventId, correlationId, guarantee)
            : new Refused(Reason.ANOTHER_REQUEST);
      }
      case "claim.decided" -> {
        Claim claim = InsurerMessages.decidedClaim(data(event));
        yield Conversation.claim(claim.claimId()).holds(correlationId)
            ? new InsurerNotification.ClaimDecided(eventId, correlationId, claim)
            : new Refused(Reason.ANOTHER_REQUEST);
      }
      case "claim.paid" ->
          new InsurerNotification.ClaimPaid(eventId, InsurerMessages.payment(data(event)));
      default -> new InsurerNotification.Ignored(eventId);
    };
  }

  private static Fields data(Fields event) {
    return event.object("data").orElseThrow(() -> new UnreadableAnswer("data"));
  }

  /** What the insurer wants to hear once the fact is stored. */
  public static NotificationReply accepted() {
    return new NotificationReply(204, "", "");
  }

  /** What makes the insurer tell it again. */
  public static NotificationReply refused() {
    return new NotificationReply(400, "application/json", "{\"code\":\"signature.invalid\"}");
  }
}
