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
 * @param agent who acts for the insured; absent: nobody does
 */
public record Register(
    String psnNo,
    String insutype,
    InsuranceCredential credential,
    String visitNumber,
    LocalDateTime begins,
    Optional<Doctor> doctor,
    Optional<Department> department,
    Optional<Agent> agent) {

  /** Of somebody who comes themselves. */
  public Register(
      String psnNo,
      String insutype,
      InsuranceCredential credential,
      String visitNumber,
      LocalDateTime begins,
      Optional<Doctor> doctor,
      Optional<Department> department) {
    this(psnNo, insutype, credential, visitNumber, begins, doctor, department, Optional.empty());
  }

  /**
   * Who acts for the insured: a child's parent, a relative (agnterinfo).
   *
   * @param relation the bureau's code of it (agnter_rlts)
   * @param documentType the bureau's code of it (agnter_cert_type), 01 the identity card
   */
  public record Agent(
      String name, String relation, String documentType, String documentNumber, String phone) {
    @Override
    public String toString() {
      return "Agent[" + relation + "]";
    }
  }

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
