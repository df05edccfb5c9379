package org.yima.payment.billing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.institution.Catalogue;
import org.yima.payment.InsuranceTerms;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;

/**
 * The doctor and the department that a bill names. What the bureau is told of them are facts that
 * the hospital has published, so a code that it has not is refused when the bill comes.
 */
@ApplicationScoped
class Staff {
  private final Catalogue catalogue;

  Staff(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Fails with input.invalid, pointing at a code that the hospital has not published. */
  Uni<Void> published(Id institution, Optional<InsuranceTerms> terms) {
    String doctor = terms.map(InsuranceTerms::doctorCode).orElse(null);
    String department = terms.map(InsuranceTerms::departmentCode).orElse(null);
    return known(doctor == null, () -> catalogue.doctor(institution, doctor), "doctorCode")
        .chain(
            () ->
                known(
                    department == null,
                    () -> catalogue.department(institution, department),
                    "departmentCode"));
  }

  private static Uni<Void> known(
      boolean unnamed, java.util.function.Supplier<Uni<? extends Optional<?>>> find, String name) {
    return unnamed
        ? Uni.createFrom().voidItem()
        : find.get()
            .invoke(
                found -> {
                  if (found.isEmpty()) {
                    throw PlatformProblem.INPUT_INVALID
                        .problem()
                        .at("/insurance/" + name, "unknown");
                  }
                })
            .replaceWithVoid();
  }
}
