package org.yima.card.visitcard;

import java.util.List;
import org.yima.index.IndexRecord;
import org.yima.index.RecordStatus;
import org.yima.index.VisitCard;
import org.yima.institution.Institution;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.resident.Masks;

/** A visit card with the hospital that gave it. */
record KnownCard(VisitCard card, Institution hospital) {
  /** The card of a hospital's record. */
  static KnownCard of(IndexRecord record, Institution hospital) {
    return new KnownCard(
        new VisitCard(record.id(), record.domain(), record.number(), List.of(), record.status()),
        hospital);
  }

  /** As its owner sees it. */
  VisitCardView view(boolean bound) {
    return new VisitCardView(
        new Id(IdType.VISIT_CARD, card.recordId().uuid()),
        hospital.id(),
        card.domain(),
        Masks.number(card.number()),
        status(bound));
  }

  private VisitCardView.Status status(boolean bound) {
    if (card.status() == RecordStatus.RETIRED) {
      return VisitCardView.Status.RETIRED;
    }
    return bound ? VisitCardView.Status.BOUND : VisitCardView.Status.FOUND;
  }
}
