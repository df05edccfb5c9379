package org.yima.gateway.insurance;

import java.util.List;

/**
 * An insured person as the bureau knows them (1101).
 *
 * @param psnNo the bureau's number of the person
 * @param documentType the bureau's psn_cert_type, 01 = resident identity card
 */
public record InsuredPerson(
    String psnNo,
    String documentType,
    String documentNumber,
    String name,
    List<Insurance> insurances) {

  /**
   * One insurance of the person.
   *
   * @param insutype 310 employees, 390 residents, 510 maternity
   * @param accountBalanceFen balance of the personal account
   * @param status the bureau's psn_insu_stas; 1 = normal
   * @param area insuplc_admdvs
   */
  public record Insurance(
      String insutype, String personType, String status, long accountBalanceFen, String area) {
    public boolean active() {
      return "1".equals(status);
    }

    @Override
    public String toString() {
      return "Insurance[" + insutype + "]";
    }
  }

  public InsuredPerson {
    insurances = List.copyOf(insurances);
  }

  @Override
  public String toString() {
    return "InsuredPerson[" + insurances.size() + " insurances]";
  }
}
