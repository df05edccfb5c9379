package org.yima.gateway.insurance;

import java.time.Instant;
import org.yima.gateway.Outcome;

/** Redeems the authorisation that a resident gives in a wallet (医保授权). */
public interface InsuranceAuthorisation {

  /**
   * Exchanges the one-use code for a pay authorisation number. The code lives minutes; after an
   * unknown outcome the resident is asked for a new one.
   *
   * @param payerId the wallet's id of the person who authorised (openid)
   */
  Outcome<Authorised> redeem(String authCode, String payerId);

  /**
   * A pay authorisation: one settlement, some minutes. Never logged, deleted at its end.
   *
   * @param cityId the area where the person is insured, 6 digits
   * @param longitude decimal text as given, empty where the person did not allow it
   * @param expiresAt the latest moment a plan on it may live
   */
  record Authorised(
      String payAuthNo,
      String name,
      String documentNumber,
      String cityId,
      String longitude,
      String latitude,
      Instant expiresAt) {

    /** As the bureau's provider interface takes it. */
    public InsuranceCredential credential() {
      return new InsuranceCredential(
          InsuranceCredential.Kind.ELECTRONIC, payAuthNo, documentNumber, name);
    }

    @Override
    public String toString() {
      return "Authorised[until " + expiresAt + "]";
    }
  }
}
