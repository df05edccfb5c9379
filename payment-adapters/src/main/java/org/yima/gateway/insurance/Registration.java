package org.yima.gateway.insurance;

/**
 * A registered visit.
 *
 * @param mdtrtId the bureau's number of the visit
 */
public record Registration(String mdtrtId, String psnNo, String visitNumber) {
  @Override
  public String toString() {
    return "Registration[" + mdtrtId + "]";
  }
}
