package org.yima.payment.visit;

import org.yima.platform.Id;

/**
 * A visit that a plan has registered at the bureau.
 *
 * @param facts what its calls need
 * @param asked the message id of the call under way; empty text: the next call gets its own
 * @param blocked whether the bureau refused to take it back: it has an owner, and is asked again
 *     slowly
 * @param tries how often the present call was made in vain
 */
record BureauVisit(
    Id planId,
    Id institutionId,
    VisitState state,
    VisitFacts facts,
    String asked,
    boolean blocked,
    int tries) {

  BureauVisit with(VisitFacts known) {
    return new BureauVisit(planId, institutionId, state, known, asked, blocked, tries);
  }

  BureauVisit asking(String msgid) {
    return new BureauVisit(planId, institutionId, state, facts, msgid, blocked, tries);
  }

  /** Into another state, whose call has not been made yet. */
  BureauVisit to(VisitState next) {
    return new BureauVisit(planId, institutionId, next, facts, "", false, 0);
  }

  /** The same call again under its id: what it did is not known. */
  BureauVisit again() {
    return new BureauVisit(planId, institutionId, state, facts, asked, blocked, tries + 1);
  }

  /** The same under an id of its own: this one was answered. */
  BureauVisit anew(boolean refused) {
    return new BureauVisit(planId, institutionId, state, facts, "", refused, tries + 1);
  }

  @Override
  public String toString() {
    return "BureauVisit[" + planId + " " + state + "]";
  }
}
