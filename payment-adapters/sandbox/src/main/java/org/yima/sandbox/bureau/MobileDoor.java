package org.yima.sandbox.bureau;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Refused;

/** The payment centre's door: signed and encrypted both ways, refusals too. */
final class MobileDoor implements Door {
  private final MobileEnvelope envelope;
  private final Clock clock;

  MobileDoor(MobileEnvelope envelope, Clock clock) {
    this.envelope = envelope;
    this.clock = clock;
  }

  @Override
  public Seal seals(String call) {
    return Seal.TIMED;
  }

  @Override
  public void admit(Call call) {
    envelope.open(call.body(), clock.instant());
  }

  /** What a function found, ready to be sealed. */
  static Answer answer(Map<String, Object> data) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", "0");
    said.put("message", "成功");
    said.put("success", true);
    said.put("data", data);
    return Answer.json(200, said);
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("code", refusal.code().matches("\\d{1,6}") ? refusal.code() : "2000");
    said.put("message", refusal.getMessage());
    said.put("success", false);
    return Answer.json(refusal.status() >= 500 ? refusal.status() : 200, said);
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return sealed(answer, clock.instant(), spoilt);
  }

  @Override
  public Answer sealAhead(Call call, Answer answer, Duration ahead) {
    return sealed(answer, clock.instant().plus(ahead), false);
  }

  private Answer sealed(Answer answer, Instant now, boolean spoilt) {
    ObjectNode said = MobileEnvelope.object(answer.body());
    return Answer.ofJson(answer.status(), envelope.seal(said, now, spoilt));
  }
}
