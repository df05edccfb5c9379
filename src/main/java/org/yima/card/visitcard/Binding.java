package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yima.card.CardProblem;
import org.yima.index.PersonIndex;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.Role;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Binds a visit card to its owner: by the equal document, by what is on file about it, by a face,
 * or at the hospital's own counter. Whatever is wrong with a card, the refusal is the same.
 */
@ApplicationScoped
class Binding {
  private final Residents residents;
  private final Institutions institutions;
  private final PersonIndex index;
  private final Owners owners;
  private final VisitCards cards;
  private final PhoneClaims phones;
  private final FaceClaims faces;
  private final Database database;

  Binding(
      Residents residents,
      Institutions institutions,
      PersonIndex index,
      Owners owners,
      VisitCards cards,
      PhoneClaims phones,
      FaceClaims faces,
      Database database) {
    this.residents = residents;
    this.institutions = institutions;
    this.index = index;
    this.owners = owners;
    this.cards = cards;
    this.phones = phones;
    this.faces = faces;
    this.database = database;
  }

  /**
   * What is asked for.
   *
   * @param proof nothing where the document is to prove it
   * @param value what proves it; nothing at first, where it has to be made
   */
  record Wish(Id hospital, String number, Optional<CardProof> proof, Optional<String> value) {
    @Override
    public String toString() {
      return "Wish[" + hospital + "]";
    }
  }

  Uni<Bound> bind(Caller caller, Id residentId, Wish wish) {
    return residents
        .actingFor(caller, residentId)
        .chain(
            resident ->
                cards
                    .byDocument(resident, wish.hospital(), wish.number())
                    .chain(
                        known ->
                            known.isPresent()
                                ? now(caller, resident, known.get(), CardProof.DOCUMENT)
                                : proven(caller, resident, wish)));
  }

  private Uni<Bound> proven(Caller caller, Resident resident, Wish wish) {
    return switch (wish.proof().orElse(CardProof.DOCUMENT)) {
      case DOCUMENT -> refused();
      case OTP_ON_FILE -> phones.claim(caller, resident, wish);
      case FACE -> faces.claim(caller, resident, wish);
      case COUNTER -> atCounter(caller, resident, wish);
    };
  }

  /** Only staff of the hospital that gave the card can have seen what proves it. */
  private Uni<Bound> atCounter(Caller caller, Resident resident, Wish wish) {
    return caller.role() == Role.HOSPITAL_STAFF
            && caller.institution().equals(Optional.of(wish.hospital()))
        ? institutions
            .get(wish.hospital())
            .chain(hospital -> ofNumber(resident, hospital, wish.number()))
            .chain(card -> now(caller, resident, card, CardProof.COUNTER))
        : refused();
  }

  private Uni<KnownCard> ofNumber(Resident resident, Institution hospital, String number) {
    return index
        .byVisitCard(hospital.domain().orElse(""), number)
        .chain(found -> owners.unlessAnothers(resident, found))
        .map(found -> found.orElseThrow(CardProblem.VISIT_CARD_PROOF::problem))
        .map(record -> KnownCard.of(record, hospital));
  }

  private Uni<Bound> now(Caller caller, Resident resident, KnownCard card, CardProof proof) {
    return database
        .tx(tx -> cards.bind(tx, caller, resident.id(), card, proof))
        .replaceWith(new Bound.Now(card.view(true)));
  }

  private static Uni<Bound> refused() {
    return Uni.createFrom().failure(CardProblem.VISIT_CARD_PROOF.problem());
  }
}
