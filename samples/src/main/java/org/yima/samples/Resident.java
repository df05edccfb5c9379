package org.yima.samples;

import java.util.List;

/**
 * Somebody who may sign up in the app, and what the sandbox's books know of them.
 *
 * @param phone own phone, of a child the guardian's
 * @param family family key, empty for none
 * @param insured basic medical insurance, or null for somebody without
 */
record Resident(
    String key,
    String name,
    String idType,
    String idNumber,
    Sex sex,
    String birthDate,
    String phone,
    String family,
    Person.Role role,
    Wechat wechat,
    Insured insured,
    List<Policy> policies) {

  /** A payer at the wallet; balance in fen. */
  record Wechat(String openid, long balance) {}

  /**
   * Basic medical insurance.
   *
   * @param insutype 310 employees, 390 urban and rural residents
   * @param accountBalance personal account, fen
   * @param deductible yearly deductible still open, fen
   * @param ratio the pool's percentage above the deductible
   * @param ceiling yearly ceiling of the pool, fen
   * @param refusal why the bureau refuses this person, or null
   */
  record Insured(
      String insutype,
      long accountBalance,
      long deductible,
      int ratio,
      long ceiling,
      String refusal) {}

  /**
   * A commercial policy.
   *
   * @param ratio percentage of the self-pay it covers
   * @param limit fen
   */
  record Policy(String insurerId, String policyNumber, String kind, int ratio, long limit) {}
}
