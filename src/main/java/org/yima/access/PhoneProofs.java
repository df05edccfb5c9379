package org.yima.access;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.access.credential.OneTimeCodes;
import org.yima.platform.Problem;
import org.yima.platform.SqlTx;

/**
 * One-time codes to phones that others keep on file, by which somebody proves to have the phone in
 * the hand. They live, die and are bounded as those of the sign-in are, and sign nobody in.
 */
@ApplicationScoped
public class PhoneProofs {
  private final OneTimeCodes codes;

  PhoneProofs(OneTimeCodes codes) {
    this.codes = codes;
  }

  /**
   * A new code for a phone; nothing when it was sent too many lately, and then an earlier one stays
   * good.
   *
   * @param purpose what it proves; each has limits of its own
   */
  public Uni<Optional<String>> draw(String purpose, String phone) {
    return codes
        .draw(purpose, phone)
        .map(Optional::of)
        .onFailure(PhoneProofs::isTooOften)
        .recoverWithItem(Optional.empty());
  }

  private static boolean isTooOften(Throwable failure) {
    return failure instanceof Problem problem && problem.type() == AccessProblem.OTP_TOO_OFTEN;
  }

  /** Tries a code; the right one is used up, a wrong one costs a try, and both must commit. */
  public Uni<Boolean> check(SqlTx tx, String purpose, String phone, String code) {
    return codes.check(tx, purpose, phone, code).map(OneTimeCodes.Check.RIGHT::equals);
  }
}
