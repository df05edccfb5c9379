package org.yima.gateway.insurance;

import java.time.LocalDateTime;

/**
 * A visit to be registered (2201).
 *
 * @param visitNumber the institution's number of the visit (ipt_otp_no)
 * @param begins in the bureau's zone
 * @param specialty the department's national code (caty)
 */
public record Register(
    String psnNo,
    String insutype,
    InsuranceCredential credential,
    String visitNumber,
    LocalDateTime begins,
    Doctor doctor,
    String departmentCode,
    String departmentName,
    String specialty) {

  /**
   * A doctor.
   *
   * @param code the doctor's national code
   */
  public record Doctor(String code, String name) {}

  @Override
  public String toString() {
    return "Register[" + visitNumber + "]";
  }
}
