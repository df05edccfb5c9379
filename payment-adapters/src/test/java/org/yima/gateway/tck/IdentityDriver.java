package org.yima.gateway.tck;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.Outcome;
import org.yima.gateway.identity.IdentityCheck;
import org.yima.gateway.signed.SignedIdentityCheck;

/** The identity check: a match is a yes. It moves nothing, so a lost answer is asked for again. */
final class IdentityDriver extends AdapterDriver<IdentityCheck> {
  private static final String ID_NUMBER = "990101198003030035";

  IdentityDriver(SandboxWorld world) {
    super(
        world,
        "identity",
        Map.of(Step.PAY, "verify"),
        List.of(),
        calls ->
            new SignedIdentityCheck(
                PortSections.identity(world.uri(), calls),
                InstantSource.system(),
                new SecureRandom()));
    String status =
        world
            .control("identities", Map.of("name", "丙", "idNumber", ID_NUMBER))
            .path("status")
            .asText();
    if (!status.equals("REGISTERED")) {
      throw new AssertionError(status);
    }
  }

  @Override
  public String name() {
    return "Identity check (our port)";
  }

  /** Only questions: nothing is begun, returned, reported or listed. */
  @Override
  public Set<Case> cases() {
    return EnumSet.of(
        Case.HAPPY, Case.DECLINED, Case.FOUND_PAID, Case.FOUND_UNPAID, Case.DUPLICATE);
  }

  @Override
  public long fen() {
    return 0;
  }

  @Override
  public Standing pay(String number) {
    return ask(number, "丙");
  }

  @Override
  public Standing payRefused(String number) {
    return ask(number, "丁");
  }

  private Standing ask(String number, String name) {
    Outcome<IdentityCheck.Result> answer =
        deciding()
            .verify(
                new IdentityCheck.Question(
                    number, name, "RESIDENT_ID", ID_NUMBER, Optional.empty()));
    return answer
        .toOptional()
        .map(result -> result == IdentityCheck.Result.MATCH ? Standing.PAID : Standing.REFUSED)
        .orElseGet(() -> Standing.of(answer, Standing.PAID));
  }

  @Override
  public boolean asksByRepeating() {
    return true;
  }

  @Override
  public Standing find(String number) {
    return ask(number, "丙");
  }

  @Override
  public long moved() {
    return 0;
  }
}
