package org.yima.gateway.insurance;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.yima.gateway.Outcome;

/** Learns the authorisation that a resident gives in a wallet (医保授权). */
public interface InsuranceAuthorisation {

  /**
   * Asks for the pay authorisation number. A code works once and lives minutes; after an unknown
   * outcome the resident is asked for a new one. Where there is no code, asking again is harmless.
   *
   * @return pending with a link where the resident has yet to authorise; declined with
   *     AUTHORISATION_INVALID for a code that is used or expired
   */
  Outcome<Authorised> redeem(Asked asked);

  /**
   * What the wallet is asked.
   *
   * @param payerId the wallet's id of the person who authorises (openid)
   * @param authCode what the wallet gave to the app (WeChat); empty text at a wallet that is asked
   *     by payer (Alipay)
   * @param patient who is to be treated; Alipay is asked for this person and answers for no other
   * @param institution the bureau's number of the institution; WeChat does not ask for it
   * @param number ours, new for every question, at most 64 letters and digits
   */
  record Asked(
      String payerId, String authCode, Patient patient, String institution, String number) {
    public Asked {
      requireNonNull(payerId, "payerId");
      requireNonNull(authCode, "authCode");
      requireNonNull(patient, "patient");
      requireNonNull(institution, "institution");
      requireNonNull(number, "number");
    }

    @Override
    public String toString() {
      return "Asked[" + number + "]";
    }
  }

  /**
   * A person with a resident identity card.
   *
   * @param documentNumber 18 characters
   */
  record Patient(String name, String documentNumber) {
    public Patient {
      requireNonNull(name, "name");
      requireNonNull(documentNumber, "documentNumber");
    }

    @Override
    public String toString() {
      return "Patient[..]";
    }
  }

  /**
   * A pay authorisation: one settlement, some minutes. Never logged, deleted at its end.
   *
   * @param name whose insurance may be used, by the wallet's word
   * @param cityId the area where the person is insured, 6 digits; empty where the wallet does not
   *     say
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

    /** For the bureau's provider interface: whom it names there is told by the document. */
    public InsuranceCredential credential() {
      return new InsuranceCredential(
          InsuranceCredential.Kind.WALLET, payAuthNo, documentNumber, name);
    }

    @Override
    public String toString() {
      return "Authorised[until " + expiresAt + "]";
    }
  }
}
