package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Json;
import org.yima.gateway.identity.IdentityCheck;

/** The identity port: {@code /identity/v1/verify}. */
public final class SignedIdentityCheck implements IdentityCheck {

  private final SignedPort port;

  public SignedIdentityCheck(PortSettings settings, InstantSource clock, SecureRandom random) {
    this.port = new SignedPort(settings, clock, random);
  }

  @Override
  public Outcome<Result> verify(Question question) {
    ObjectNode body =
        Json.object()
            .put("requestId", question.requestId())
            .put("name", question.name())
            .put("idType", question.idType())
            .put("idNumber", question.idNumber());
    question.phone().ifPresent(phone -> body.put("phone", phone));
    return port.post(
        "/identity/v1/verify",
        body,
        answer -> {
          answer.mustRepeat("requestId", question.requestId());
          return Outcome.succeeded(answer.choice("result", Result.class));
        });
  }
}
