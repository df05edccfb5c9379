package org.yima.card.code;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.yima.platform.Job;

/** Blanks what is over: nobody needs the text of a code that no terminal takes any more. */
@ApplicationScoped
class ExpiredCodes implements Job {
  private static final int AT_ONCE = 5_000;

  private final CodeStore codes;
  private final Handles handles;
  private final RevocationStates states;

  ExpiredCodes(CodeStore codes, Handles handles, RevocationStates states) {
    this.codes = codes;
    this.handles = handles;
    this.states = states;
  }

  @Override
  public String name() {
    return "card.expired-codes";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Uni<Void> run() {
    return codes.blank(AT_ONCE).chain(() -> handles.forget(AT_ONCE)).chain(states::forget);
  }
}
