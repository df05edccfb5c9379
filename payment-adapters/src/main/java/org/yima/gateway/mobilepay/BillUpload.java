package org.yima.gateway.mobilepay;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.VisitRecord;

/**
 * A bill for the centre (6201).
 *
 * @param orgCodg the bureau's code of the institution
 * @param ownNumber ours of the order (medOrgOrd), never used twice at one institution
 * @param lines their amounts sum up to the total
 * @param initialPrescription the prescription that circulated here from another institution
 *     (initRxOrd), of a bill for such a one
 * @param location where the patient is, {@code longitude,latitude}; a mixed order needs it
 */
public record BillUpload(
    String orgCodg,
    String ownNumber,
    Insured insured,
    Visit visit,
    Amounts amounts,
    List<FeeUpload.Line> lines,
    Authorisation authorisation,
    Optional<String> initialPrescription,
    Optional<String> location) {

  /**
   * Who is insured, and how.
   *
   * @param psnNo the bureau's number of the person
   * @param area where the person is insured (insuCode, 6 digits)
   */
  public record Insured(String psnNo, String insutype, String area, Payer payer) {
    @Override
    public String toString() {
      return "Insured[" + insutype + "]";
    }
  }

  /**
   * The visit that the bill is of.
   *
   * @param mdtrtId the bureau's number; may be empty where the authorisation is an ecToken
   * @param visitNumber the institution's own (iptOtpNo)
   * @param begins in the bureau's zone
   * @param medType 11 general outpatient, 12 registration, 13 emergency, 14 chronic
   * @param feeType the centre's kind of fee
   * @param batchNumber chrgBchno
   * @param useAccount whether the personal account pays its part
   * @param diagnoses the main one first
   */
  public record Visit(
      String mdtrtId,
      String visitNumber,
      LocalDateTime begins,
      Optional<Register.Doctor> doctor,
      Optional<Register.Department> department,
      String medType,
      String feeType,
      String batchNumber,
      boolean useAccount,
      String complaint,
      List<VisitRecord.Diagnosis> diagnoses) {
    public Visit {
      diagnoses = List.copyOf(diagnoses);
    }

    @Override
    public String toString() {
      return "Visit[" + mdtrtId + " " + batchNumber + "]";
    }
  }

  /**
   * The bill as the bureau's classes divide it; the centre checks that wholly own, own first and in
   * scope sum up to the total.
   *
   * @param fullyOwnFen outside the catalogue, with what lies above price limits
   * @param overLimitFen the part of {@code fullyOwnFen} above price limits
   */
  public record Amounts(
      long totalFen, long fullyOwnFen, long overLimitFen, long ownFirstFen, long inScopeFen) {
    public Amounts {
      if (totalFen < 1
          || fullyOwnFen < 0
          || overLimitFen < 0
          || ownFirstFen < 0
          || inScopeFen < 0) {
        throw new IllegalArgumentException("a bill is at least one fen, and no part is negative");
      }
      if (overLimitFen > fullyOwnFen
          || Math.addExact(Math.addExact(fullyOwnFen, ownFirstFen), inScopeFen) != totalFen) {
        throw new IllegalArgumentException("the parts do not sum up to the bill");
      }
    }

    /** From the four parts of the provider interface, which keeps price limits apart. */
    public static Amounts of(SettleOrder.Scope scope) {
      long fullyOwn = Math.addExact(scope.fullyOwnPaidFen(), scope.overLimitFen());
      return new Amounts(
          Math.addExact(Math.addExact(fullyOwn, scope.ownPaidFirstFen()), scope.inScopeFen()),
          fullyOwn,
          scope.overLimitFen(),
          scope.ownPaidFirstFen(),
          scope.inScopeFen());
    }
  }

  public BillUpload {
    requireNonNull(orgCodg, "orgCodg");
    requireNonNull(ownNumber, "ownNumber");
    requireNonNull(initialPrescription, "initialPrescription");
    requireNonNull(location, "location");
    lines = List.copyOf(lines);
    if (lines.stream().mapToLong(FeeUpload.Line::amountFen).reduce(0, Math::addExact)
        != amounts.totalFen()) {
      throw new IllegalArgumentException("the lines do not sum up to the bill");
    }
    if (visit.mdtrtId().isEmpty() && authorisation.kind() != Authorisation.Kind.EC_TOKEN) {
      throw new IllegalArgumentException("without an ecToken the visit has the bureau's number");
    }
  }

  @Override
  public String toString() {
    return "BillUpload[" + ownNumber + ", " + lines.size() + " lines]";
  }
}
