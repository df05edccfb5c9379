package org.yima.payment.billing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewLine;
import org.yima.platform.Fen;
import org.yima.platform.PlatformProblem;

/**
 * A bill as a hospital's system pushes it.
 *
 * @param externalId the hospital's own id of the bill, unique in the hospital
 * @param title what the payer reads; tells nothing about an illness
 * @param insurance absent: nothing of it is insured
 */
@Schema(name = "BillRequest")
record BillRequest(
    @NotNull @Size(min = 1, max = 64) @Pattern(regexp = "[\\x21-\\x7e]+") String externalId,
    @NotNull @Valid Patient patient,
    @Size(min = 1, max = 60) String title,
    @Valid InsuranceTerms insurance,
    @NotNull @Size(min = 1, max = 200) List<@NotNull @Valid Line> lines) {
  private static final String TITLE = "医疗费用";

  /** Whom the bill is for: exactly one of the three. */
  @Schema(name = "BillPatient")
  record Patient(
      @Size(max = 60) String resolutionId,
      @Size(max = 40) String cardNumber,
      @Size(min = 1, max = 64) String patientId) {}

  /**
   * One line.
   *
   * @param lineNo unique in the bill; by default its place, from 1
   * @param insuranceClass 01 甲, 02 乙, 03 丙
   * @param quantity more than nothing; what goes back is refunded, never billed
   * @param unitPrice in yuan
   * @param amount in fen, authoritative: it is never computed from price and quantity
   */
  @Schema(name = "BillRequestLine")
  record Line(
      @Min(1) @Max(100_000) Integer lineNo,
      @NotNull @Size(min = 1, max = 50) String code,
      @NotNull @Size(min = 1, max = 200) String name,
      @NotNull @Pattern(regexp = "0[1-3]") String insuranceClass,
      @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 12, fraction = 4)
          BigDecimal quantity,
      @NotNull @DecimalMin("0") @Digits(integer = 12, fraction = 6) BigDecimal unitPrice,
      @NotNull @Min(0) @Max(100_000_000_000L) Long amount) {}

  String titleOrDefault() {
    return title == null ? TITLE : title;
  }

  /** The lines with their numbers; a number that stands twice, or nothing to pay, is refused. */
  List<NewLine> numbered() {
    return numbered(lines);
  }

  static List<NewLine> numbered(List<Line> lines) {
    List<NewLine> numbered = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int lineNo = line.lineNo() == null ? i + 1 : line.lineNo();
      if (!seen.add(lineNo)) {
        throw PlatformProblem.INPUT_INVALID.problem().at("/lines/" + i + "/lineNo", "duplicate");
      }
      numbered.add(
          new NewLine(
              lineNo,
              line.code(),
              line.name(),
              line.insuranceClass(),
              line.quantity(),
              line.unitPrice(),
              Fen.of(line.amount())));
    }
    if (numbered.stream().noneMatch(line -> line.amount().isPositive())) {
      throw PlatformProblem.INPUT_INVALID.problem().at("/lines", "nothing-to-pay");
    }
    return numbered;
  }
}
