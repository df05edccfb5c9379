package org.yima.gateway.insurance;

import java.util.List;
import org.yima.gateway.Outcome;

/**
 * The provider interface of one bureau.
 *
 * <p>Every call takes its {@link BureauCall} with a message id that the caller stored before, for
 * an unknown outcome is later reversed by that id (2601). The same id with the same content is
 * answered with the same answer. The adapter sends each call once.
 */
public interface MedicalInsurance {

  /**
   * 9001: signs an operator in for the day, where the bureau wants that before anything else.
   *
   * @param mac of the terminal
   * @param ip of the terminal
   * @return the number that later calls carry ({@link BureauCall#signNumber})
   */
  Outcome<String> signIn(BureauCall call, String mac, String ip);

  /** 9002: signs out; the call carries the number of the sign-in. */
  Outcome<Done> signOut(BureauCall call);

  /** 1101: who is insured here, and how. */
  Outcome<InsuredPerson> identify(BureauCall call, InsuranceCredential credential);

  /** 2201: registers a visit. */
  Outcome<Registration> register(BureauCall call, Register visit);

  /** 2202: cancels a registration. One that is cancelled already is a success. */
  Outcome<Done> cancelRegistration(BureauCall call, Registration registration);

  /** 2203: the visit's diagnoses. */
  Outcome<Done> recordVisit(BureauCall call, VisitRecord visit);

  /**
   * 2204: uploads the lines of a bill.
   *
   * @return what the bureau says of each line: class, own-pay ratio, limits
   */
  Outcome<List<LineFact>> uploadDetails(BureauCall call, FeeUpload fees);

  /** 2205: takes uploaded lines back. Of a visit that is cancelled there are none: a success. */
  Outcome<Done> cancelDetails(BureauCall call, FeeBatch batch);

  /** 2206: what a settlement would give. Nothing moves, no settlement number. */
  Outcome<Settlement> preSettle(BureauCall call, SettleOrder order);

  /** 2207: settles; consumes the authorisation. The result may differ from 2206. */
  Outcome<Settlement> settle(BureauCall call, SettleOrder order);

  /**
   * 2208: reverses a settlement, named by its number. One that is reversed already is a success.
   */
  Outcome<Reversed> reverse(BureauCall call, SettlementKey settlement);

  /**
   * 2601: asks for the reversal of a call whose outcome is unknown. Success means only that the
   * bureau noted it: {@link #querySettlement} decides.
   */
  Outcome<Done> reverseUnknown(BureauCall call, UnknownCall unknown);

  /** 5203: asks for a settlement; one that the bureau does not know is a success, NOT_FOUND. */
  Outcome<SettlementStatus> querySettlement(BureauCall call, SettlementKey settlement);
}
