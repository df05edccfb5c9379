package org.yima.gateway.paymentcentre;

import java.util.Map;

/**
 * What 6201 says alike of every bill. The codes are the provider interface's; provinces differ in
 * what they want.
 *
 * @param settleWay psnSetlway: 01 by item
 * @param credentialKind mdtrtCertType: 01 the electronic credential
 * @param diagnosisKind diagType: 1 western medicine's main diagnosis
 * @param reformedHospital pubHospRfomFlag: whether the institution belongs to the reform of public
 *     hospitals, 1 or 0; empty where the centre does not ask
 * @param namesLines whether lines carry their name (medinsListName) and class (chrgitmLv), which
 *     the list of 2204 does not have and some centres read
 * @param extData what a province wants beside; a field named here is sent as it is
 */
public record UploadCodes(
    String settleWay,
    String credentialKind,
    String diagnosisKind,
    String reformedHospital,
    boolean namesLines,
    Map<String, String> extData) {

  public UploadCodes {
    extData = Map.copyOf(extData);
  }

  /** As most provinces have them. */
  public static UploadCodes usual() {
    return new UploadCodes("01", "01", "1", "", true, Map.of());
  }
}
