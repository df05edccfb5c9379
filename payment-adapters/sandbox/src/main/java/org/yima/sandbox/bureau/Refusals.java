package org.yima.sandbox.bureau;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;

/** Why the bureau refuses: what its books say, and what it was told to say of somebody. */
final class Refusals {
  private static final String CHRONIC = "14";

  private Refusals() {}

  /** An institution that lost its contract. */
  private record Undesignated(String institution) {}

  /** What an institution was paid for up to a day. */
  private record Clearing(String institution, String through) {}

  /** A person's settlement, so that all of theirs are found. */
  private record OfPerson(String setlId) {}

  /**
   * Why a call about somebody is refused.
   *
   * @param institution who asks; empty where nobody treats
   * @param medType of the bill; null or empty where there is none yet
   */
  static Optional<Refusal> of(
      Transaction tx, Insured insured, String call, String institution, String medType) {
    for (Refusal refusal : Refusal.values()) {
      boolean scripted = insured.terms().refusals().contains(refusal) && !refusal.needsABill();
      if (refusal.at(call) && (scripted || stands(refusal, tx, insured, institution, medType))) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  private static boolean stands(
      Refusal refusal, Transaction tx, Insured insured, String institution, String medType) {
    return switch (refusal) {
      case INSTITUTION_NOT_DESIGNATED -> tx.find(Undesignated.class, institution).isPresent();
      case NOT_FILED_CROSS_PROVINCE -> insured.terms().unfiled();
      case IN_HOSPITAL -> outpatient(medType) && lies(tx, insured);
      case QUOTA_USED ->
          CHRONIC.equals(medType)
              && insured.terms().quota() > 0
              && settledThisYear(tx, insured, medType) >= insured.terms().quota();
      default -> false;
    };
  }

  private static boolean outpatient(String medType) {
    return medType != null && medType.startsWith("1");
  }

  /** A stay that was registered and neither settled nor cancelled. */
  private static boolean lies(Transaction tx, Insured insured) {
    return tx.owned(Visit.class, insured.psnNo()).stream()
        .filter(visit -> !visit.cancelled())
        .filter(visit -> visit.medType() != null && visit.medType().startsWith("2"))
        .anyMatch(
            stay ->
                tx.owned(Settlement.class, stay.mdtrtId()).stream().allMatch(Settlement::reversed));
  }

  private static long settledThisYear(Transaction tx, Insured insured, String medType) {
    int year = LocalDate.ofInstant(tx.now(), Fsi.ZONE).getYear();
    return all(tx, insured.psnNo()).stream()
        .filter(s -> !s.reversed() && s.year() == year && s.medType().equals(medType))
        .count();
  }

  /** Keeps a settlement among its person's. */
  static void note(Transaction tx, Settlement settlement) {
    tx.put(settlement.setlId(), settlement.psnNo(), new OfPerson(settlement.setlId()));
  }

  private static List<Settlement> all(Transaction tx, String psnNo) {
    return tx.owned(OfPerson.class, psnNo).stream()
        .flatMap(found -> tx.find(Settlement.class, found.setlId()).stream())
        .toList();
  }

  /** A disease that nobody registered this person for. */
  static void requireDisease(Insured insured, String medType, Optional<String> disease) {
    List<String> registered = insured.terms().diseases();
    if (CHRONIC.equals(medType)
        && registered != null
        && disease.filter(registered::contains).isEmpty()) {
      throw Fsi.refused(Refusal.DISEASE_NOT_REGISTERED.text());
    }
  }

  /** The family's account is wanted, and none is bound: of people of whom that is told. */
  static void requireFamily(
      Transaction tx, Insured insured, boolean useAccount, FundRules.Shares shares) {
    if (insured.terms().refusals().contains(Refusal.FAMILY_ACCOUNT_NOT_BOUND)
        && useAccount
        && shares.wantsMoreOfAccounts()
        && !Families.bound(tx, insured)) {
      throw Fsi.refused(Refusal.FAMILY_ACCOUNT_NOT_BOUND.text());
    }
  }

  /** What keeps a settlement from being reversed. */
  static void requireReversible(Transaction tx, Insured insured, Settlement settlement) {
    Optional<Refusal> why = Optional.empty();
    if (insured.terms().otherProvince()) {
      why = Optional.of(Refusal.AT_THE_WINDOW);
    } else if (cleared(tx, settlement)) {
      why = Optional.of(Refusal.PERIOD_CLEARED);
    } else if (all(tx, settlement.psnNo()).stream().anyMatch(s -> standsOn(s, settlement))) {
      why = Optional.of(Refusal.LATER_SETTLEMENT);
    }
    why.ifPresent(
        refusal -> {
          throw Fsi.refused(refusal.text());
        });
  }

  /**
   * A later settlement of the year that another result would follow from: it had less of the
   * deductible to bear, or less of the ceiling left, because of this one.
   */
  private static boolean standsOn(Settlement later, Settlement settlement) {
    FundRules.Shares shares = settlement.shares();
    boolean deductible = shares.deductible() > 0 && later.shares().inScope() > 0;
    boolean ceiling = shares.pool() > 0 && later.shares().cutByCeiling(later.ratioBasisPoints());
    return later.number() > settlement.number()
        && !later.reversed()
        && later.year() == settlement.year()
        && (deductible || ceiling);
  }

  private static boolean cleared(Transaction tx, Settlement settlement) {
    LocalDate day = LocalDate.ofInstant(settlement.at(), Fsi.ZONE);
    return tx.find(Clearing.class, settlement.institution())
        .filter(clearing -> !day.isAfter(LocalDate.parse(clearing.through())))
        .isPresent();
  }

  /** POST /control/designation {institution, designated}. */
  static Answer designate(Call call, Transaction tx) {
    Fields request = call.json();
    String institution = request.text("institution", 30);
    boolean designated = request.flag("designated");
    if (designated) {
      tx.remove(Undesignated.class, institution);
    } else {
      tx.put(institution, "", new Undesignated(institution));
    }
    return Answer.json(200, Map.of("institution", institution, "designated", designated));
  }

  /** POST /control/clearing {institution, through}: what was settled until then is paid. */
  static Answer clear(Call call, Transaction tx) {
    Fields request = call.json();
    Clearing clearing = new Clearing(request.text("institution", 30), request.text("through", 10));
    try {
      var unused = LocalDate.parse(clearing.through());
    } catch (DateTimeParseException malformed) {
      throw request.bad("through", "must be a day");
    }
    tx.put(clearing.institution(), "", clearing);
    return Answer.json(200, Map.of("status", "CLEARED"));
  }
}
