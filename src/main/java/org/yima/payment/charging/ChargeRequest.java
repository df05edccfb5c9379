package org.yima.payment.charging;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.payment.bill.BillStore;
import org.yima.payment.planning.PlanRequest;

/**
 * A bill to be charged by what was scanned.
 *
 * @param insuranceAuthorisation the resident's own word for the insured part: a scanned code never
 *     stands for it
 * @param useMedicalInsurance false: the patient pays an insured bill without the insurance; by
 *     default the owner of an insured bill is asked on the phone
 */
@Schema(name = "ChargeRequest")
record ChargeRequest(
    @NotNull @Size(max = 60) String resolutionId,
    @NotNull @Size(max = 60) String billId,
    @Valid PlanRequest.Authorisation insuranceAuthorisation,
    Boolean useMedicalInsurance) {

  /** Whether nobody asks for the insurance, nor would be surprised to find it left out. */
  boolean isSelfPay(BillStore.Head bill) {
    return !wantsInsurance(bill);
  }

  /** Whether the insured part of this bill has still to be authorised by its owner. */
  boolean waitsForOwner(BillStore.Head bill) {
    return insuranceAuthorisation == null && wantsInsurance(bill);
  }

  private boolean wantsInsurance(BillStore.Head bill) {
    return useMedicalInsurance == null
        ? insuranceAuthorisation != null || bill.insurance().isPresent()
        : useMedicalInsurance;
  }

  /** As a plan, with the rest by that wallet; commercial policies are the owner's to name. */
  PlanRequest plan(BillStore.Head bill, String wallet) {
    boolean insured = wantsInsurance(bill);
    return new PlanRequest(
        insured, insured ? insuranceAuthorisation : null, null, null, wallet, null);
  }
}
