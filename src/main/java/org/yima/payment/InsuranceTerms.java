package org.yima.payment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * How the hospital wants a bill to be insured.
 *
 * @param medType the bureau's kind of treatment: 11 general outpatient, 12 registration, 13
 *     emergency, 14 chronic or special disease
 * @param diseaseCode the main diagnosis, ICD-10 in the bureau's edition; null: none is given yet,
 *     and until it is the bill can be paid without insurance only
 * @param insuranceType the bureau's insutype (310 employees, 390 residents); null: the person's own
 * @param visitId the hospital's number of the visit
 * @param doctorCode whom the visit was to, as the hospital publishes doctors; null: the bureau is
 *     told no doctor
 * @param departmentCode where, as the hospital publishes departments; null: the doctor's own, and
 *     without a doctor the bureau is told none
 * @param chargeBatch the batch under which the bill's lines are uploaded; null: the bill's own
 */
public record InsuranceTerms(
    @NotNull @Pattern(regexp = "[0-9]{2,6}") String medType,
    @Size(min = 1, max = 30) String diseaseCode,
    @Pattern(regexp = "[0-9]{3}") String insuranceType,
    @Size(min = 1, max = 64) String doctorCode,
    @Size(min = 1, max = 64) String departmentCode,
    @NotNull @Pattern(regexp = "[A-Za-z0-9_-]{1,30}") String visitId,
    @Pattern(regexp = "[A-Za-z0-9_-]{1,30}") String chargeBatch,
    @NotNull InsuranceMode mode) {}
