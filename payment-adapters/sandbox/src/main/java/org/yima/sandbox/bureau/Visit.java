package org.yima.sandbox.bureau;

/** A registration (2201), told about by 2203, cancelled by 2202. */
record Visit(
    String mdtrtId,
    String psnNo,
    String institution,
    String insutype,
    String iptOtpNo,
    String medType,
    boolean cancelled) {
  Visit told(String type) {
    return new Visit(mdtrtId, psnNo, institution, insutype, iptOtpNo, type, cancelled);
  }

  Visit asCancelled() {
    return new Visit(mdtrtId, psnNo, institution, insutype, iptOtpNo, medType, true);
  }
}
