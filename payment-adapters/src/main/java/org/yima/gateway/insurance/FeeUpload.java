package org.yima.gateway.insurance;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The lines of one bill (2204).
 *
 * @param batch the caller's batch number (chrg_bchno), settled or taken back as a whole
 * @param diseaseCode of a visit for a chronic or special disease (dise_codg), as {@link
 *     VisitRecord} told it; else empty
 * @param circulated whether another institution prescribed it (rx_circ_flag). At the payment centre
 *     the same is said of a bill by its initial prescription (6201); who sends both makes them
 *     agree
 */
public record FeeUpload(FeeBatch batch, String diseaseCode, boolean circulated, List<Line> lines) {

  /**
   * One line. Its amount is authoritative; price and quantity are never multiplied here.
   *
   * @param lineId ours within the visit (feedetl_sn)
   * @param nationalCode of the item in the bureau's catalogue (med_list_codg)
   * @param ownCode of the item at the institution (medins_list_codg)
   * @param itemClass 01 甲, 02 乙, 03 丙 where a bureau wants to be told (chrgitm_lv, a local habit);
   *     empty where its own catalogue decides
   * @param quantity up to four decimals
   * @param unitPriceYuan up to six decimals
   * @param doctor who ordered it; absent: not told
   * @param department where; absent: not told
   * @param details what else is told of it
   */
  public record Line(
      String lineId,
      String nationalCode,
      String ownCode,
      String itemClass,
      String name,
      long amountFen,
      BigDecimal quantity,
      BigDecimal unitPriceYuan,
      LocalDateTime at,
      String prescriptionNumber,
      Optional<Register.Doctor> doctor,
      Optional<Register.Department> department,
      boolean approvedByHospital,
      Details details) {

    /** One of which no more is told. */
    public Line(
        String lineId,
        String nationalCode,
        String ownCode,
        String itemClass,
        String name,
        long amountFen,
        BigDecimal quantity,
        BigDecimal unitPriceYuan,
        LocalDateTime at,
        String prescriptionNumber,
        Optional<Register.Doctor> doctor,
        Optional<Register.Department> department,
        boolean approvedByHospital) {
      this(
          lineId,
          nationalCode,
          ownCode,
          itemClass,
          name,
          amountFen,
          quantity,
          unitPriceYuan,
          at,
          prescriptionNumber,
          doctor,
          department,
          approvedByHospital,
          Details.none());
    }

    public Line {
      if (amountFen < 0) {
        throw new IllegalArgumentException("a line is not negative");
      }
    }

    @Override
    public String toString() {
      return "Line[" + lineId + ", " + amountFen + " fen]";
    }
  }

  /**
   * How an item is used, and who else has to do with it. Empty text and what is absent is not told.
   *
   * @param singleDose one dose, in words (sin_dos_dscr)
   * @param frequency how often, in words (used_frqu_dscr)
   * @param days how long the medicine lasts (prd_days)
   * @param way how it is taken, in words (medc_way_dscr)
   * @param herbalUse kind of use of a Chinese medicine (tcmdrug_used_way)
   * @param ordering who ordered it, where that is not who is billed for it (orders_dr_code)
   * @param executing where it is done (acord_dept_codg)
   * @param examinedAt the other institution that examines (etip_hosp_code)
   * @param takenHome medicine given along at discharge (dscg_tkdrug_flag)
   * @param maternity whether it belongs to a birth (matn_fee_flag)
   */
  public record Details(
      String singleDose,
      String frequency,
      Optional<BigDecimal> days,
      String way,
      String herbalUse,
      Optional<Register.Doctor> ordering,
      Optional<Register.Department> executing,
      String examinedAt,
      boolean takenHome,
      boolean maternity) {
    private static final Details NONE =
        new Details(
            "", "", Optional.empty(), "", "", Optional.empty(), Optional.empty(), "", false, false);

    public static Details none() {
      return NONE;
    }

    @Override
    public String toString() {
      return "Details[..]";
    }
  }

  /** Lines of an ordinary visit that no other institution prescribed. */
  public FeeUpload(FeeBatch batch, List<Line> lines) {
    this(batch, "", false, lines);
  }

  public FeeUpload {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("an upload has lines");
    }
  }

  public long totalFen() {
    return lines.stream().mapToLong(Line::amountFen).reduce(0, Math::addExact);
  }

  @Override
  public String toString() {
    return "FeeUpload[" + batch + ", " + lines.size() + " lines]";
  }
}
