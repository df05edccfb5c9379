package org.yima.gateway.insurance;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A visit to be registered (2201).
 *
 * @param visitNumber the institution's number of the visit (ipt_otp_no)
 * @param begins in the bureau's zone
 * @param doctor whom the visit is to; absent: not told, and the bureau may refuse for want of it
 * @param department where; absent: not told
 */
public record Register(
    String psnNo,
    String insutype,
    InsuranceCredential credential,
    String visitNumber,
    LocalDateTime begins,
    Optional<Doctor> doctor,
    Optional<Department> department) {

  /**
   * A doctor.
   *
   * @param code under which the bureau knows the doctor
   */
  public record Doctor(String code, String name) {
    @Override
    public String toString() {
      return "Doctor[..]";
    }
  }

  /**
   * A department.
   *
   * @param code under which the bureau knows the department
   * @param specialty its national code (caty); empty: not told
   */
  public record Department(String code, String name, String specialty) {
    @Override
    public String toString() {
      return "Department[..]";
    }
  }

  @Override
  public String toString() {
    return "Register[" + visitNumber + "]";
  }
}
