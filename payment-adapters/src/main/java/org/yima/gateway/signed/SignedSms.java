package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.sms.Sms;
import org.yima.gateway.sms.SmsGateway;

/** The SMS port: {@code /sms/v1/messages}. */
public final class SignedSms implements SmsGateway {

  private enum Status {
    ACCEPTED,
    REFUSED
  }

  private final SignedPort port;

  public SignedSms(PortSettings settings, InstantSource clock, SecureRandom random) {
    this.port = new SignedPort(settings, clock, random);
  }

  @Override
  public Outcome<Accepted> send(Sms message) {
    ObjectNode body =
        Json.object().put("messageId", message.messageId()).put("phone", message.phone());
    if (message instanceof Sms.LoginCode login) {
      body.put("template", "login-otp").putObject("params").put("code", login.code());
    } else if (message instanceof Sms.Notice notice) {
      body.put("template", "notice").putObject("params").put("text", notice.text());
    }
    return port.post("/sms/v1/messages", body, answer -> accepted(answer, message.messageId()));
  }

  @Override
  public Outcome<Accepted> query(String messageId) {
    return port.get(
        "/sms/v1/messages/" + OwnIds.inPath(messageId), answer -> accepted(answer, messageId));
  }

  private static Outcome<Accepted> accepted(Fields answer, String messageId) {
    answer.mustRepeat("messageId", messageId);
    return switch (answer.choice("status", Status.class)) {
      case ACCEPTED -> Outcome.succeeded(new Accepted(messageId));
      case REFUSED ->
          Outcome.declined(DeclineReason.OTHER, answer.optionalText("reason").orElse(null));
    };
  }
}
