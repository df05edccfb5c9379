package org.yima.sandbox.bureau;

import java.util.Optional;

/** The class of a fee item in the catalogue, 收费项目等级. */
enum InsuranceClass {
  /** 甲: all of it is in the fund's scope. */
  A("01", 0),
  /** 乙: the first tenth is the patient's own. */
  B("02", 1_000),
  /** 丙: all of it is the patient's own. */
  C("03", 10_000);

  private final String code;
  private final int ownBasisPoints;

  InsuranceClass(String code, int ownBasisPoints) {
    this.code = code;
    this.ownBasisPoints = ownBasisPoints;
  }

  String code() {
    return code;
  }

  /** The patient's own part in ten-thousandths, 自付比例. */
  int ownBasisPoints() {
    return ownBasisPoints;
  }

  static Optional<InsuranceClass> of(String code) {
    for (InsuranceClass each : values()) {
      if (each.code.equals(code)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
