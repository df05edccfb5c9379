package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

/**
 * What every message to a bureau carries beside its content.
 *
 * @param msgid 30 characters, see {@link MessageId}; stored by the caller before the call
 * @param institution in whose name the call is made
 * @param insuredArea where the person is insured (insuplc_admdvs, 6 digits); the institution's own
 *     area while it is not known
 * @param signNumber of the day's sign-in (sign_no); empty text where the bureau asks for none
 */
public record BureauCall(
    String msgid, Institution institution, String insuredArea, String signNumber) {

  /**
   * A designated institution.
   *
   * @param code the bureau's code of the institution, 12 characters
   * @param area where the institution is (mdtrtarea_admvs, 6 digits)
   * @param operatorCode who works there, for the bureau's log
   */
  public record Institution(
      String code, String name, String area, String operatorCode, String operatorName) {
    public Institution {
      requireNonNull(code, "code");
      requireNonNull(name, "name");
      requireNonNull(area, "area");
      requireNonNull(operatorCode, "operatorCode");
      requireNonNull(operatorName, "operatorName");
    }

    @Override
    public String toString() {
      return "Institution[" + code + "]";
    }
  }

  /** Where the bureau asks for no sign-in. */
  public BureauCall(String msgid, Institution institution, String insuredArea) {
    this(msgid, institution, insuredArea, "");
  }

  public BureauCall {
    requireNonNull(signNumber, "signNumber");
    requireNonNull(institution, "institution");
    requireNonNull(insuredArea, "insuredArea");
    MessageId.check(msgid);
  }

  @Override
  public String toString() {
    return "BureauCall[" + msgid + ", " + institution + "]";
  }
}
