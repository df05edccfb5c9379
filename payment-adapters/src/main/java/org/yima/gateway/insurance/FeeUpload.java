package org.yima.gateway.insurance;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The lines of one bill (2204).
 *
 * @param batch the caller's batch number (chrg_bchno), settled or taken back as a whole
 */
public record FeeUpload(FeeBatch batch, List<Line> lines) {

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
      boolean approvedByHospital) {
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
