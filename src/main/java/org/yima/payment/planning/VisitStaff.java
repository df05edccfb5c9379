package org.yima.payment.planning;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.gateway.insurance.Register;
import org.yima.institution.Catalogue;
import org.yima.institution.Department;
import org.yima.institution.Doctor;
import org.yima.payment.InsuranceTerms;
import org.yima.platform.Id;

/**
 * Who the bureau is told saw the patient, and where: what the hospital named with the bill, under
 * the names it has published. What it has not named is not told; nobody is made up.
 */
@ApplicationScoped
class VisitStaff {
  /** A hospital publishes no national specialty of its departments. */
  private static final String NO_SPECIALTY = "";

  private final Catalogue catalogue;

  VisitStaff(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Doctor and department, as far as they are known. */
  record Seen(Optional<Register.Doctor> doctor, Optional<Register.Department> department) {}

  Uni<Seen> of(Id institution, InsuranceTerms terms) {
    return doctor(institution, terms.doctorCode())
        .chain(
            doctor ->
                department(institution, terms.departmentCode(), doctor)
                    .map(department -> seen(doctor, department)));
  }

  private Uni<Optional<Doctor>> doctor(Id institution, String code) {
    return code == null
        ? Uni.createFrom().item(Optional.empty())
        : catalogue.doctor(institution, code);
  }

  private Uni<Optional<Department>> department(
      Id institution, String code, Optional<Doctor> doctor) {
    if (code != null) {
      return catalogue.department(institution, code);
    }
    return doctor
        .map(known -> catalogue.department(known.departmentId()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private static Seen seen(Optional<Doctor> doctor, Optional<Department> department) {
    return new Seen(
        doctor.map(known -> new Register.Doctor(known.code(), known.name())),
        department.map(known -> new Register.Department(known.code(), known.name(), NO_SPECIALTY)));
  }
}
