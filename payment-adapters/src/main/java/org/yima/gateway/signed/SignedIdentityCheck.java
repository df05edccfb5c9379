package org.yima.gateway.signed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.identity.FaceCheck;
import org.yima.gateway.identity.IdentityCheck;

/** The identity port: {@code /identity/v1/verify}, {@code /identity/v1/faces} and its results. */
public final class SignedIdentityCheck implements IdentityCheck, FaceCheck {

  private final SignedPort port;

  public SignedIdentityCheck(PortSettings settings, InstantSource clock, SecureRandom random) {
    this.port = new SignedPort(settings, clock, random);
  }

  @Override
  public Outcome<IdentityCheck.Result> verify(Question question) {
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
          return Outcome.succeeded(answer.choice("result", IdentityCheck.Result.class));
        });
  }

  @Override
  public Outcome<URI> open(FaceCheck.Request request) {
    ObjectNode body =
        Json.object()
            .put("requestId", request.requestId())
            .put("name", request.name())
            .put("idType", request.idType())
            .put("idNumber", request.idNumber());
    return port.post(
        "/identity/v1/faces",
        body,
        answer -> {
          answer.mustRepeat("requestId", request.requestId());
          return Outcome.succeeded(page(answer.text("faceUrl")));
        });
  }

  private static URI page(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException noAddress) {
      throw new UnreadableAnswer("faceUrl");
    }
  }

  @Override
  public Outcome<FaceCheck.Result> result(String requestId) {
    return port.post(
        "/identity/v1/faces/result",
        Json.object().put("requestId", requestId),
        answer -> {
          answer.mustRepeat("requestId", requestId);
          return Outcome.succeeded(answer.choice("result", FaceCheck.Result.class));
        });
  }
}
