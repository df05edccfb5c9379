package org.yima.sandbox.bureau;

/**
 * A registration (2201), told about by 2203, cancelled by 2202.
 *
 * @param doctor {@code atddr_no} as it was told; null: it was not
 * @param department {@code dept_code} as it was told; null: it was not
 * @param disease {@code dise_codg} of a chronic or special disease; null: it was not told
 */
record Visit(
    String mdtrtId,
    String psnNo,
    String institution,
    String insutype,
    String iptOtpNo,
    String doctor,
    String department,
    String medType,
    String disease,
    boolean cancelled) {
  Visit told(String type, String of) {
    return new Visit(
        mdtrtId, psnNo, institution, insutype, iptOtpNo, doctor, department, type, of, cancelled);
  }

  Visit asCancelled() {
    return new Visit(
        mdtrtId,
        psnNo,
        institution,
        insutype,
        iptOtpNo,
        doctor,
        department,
        medType,
        disease,
        true);
  }
}
