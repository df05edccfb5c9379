package org.yima.card.visitcard;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.yima.access.Accounts;
import org.yima.access.PhoneProofs;
import org.yima.access.ShortMessages;
import org.yima.index.DocumentKey;
import org.yima.index.IndexRecord;
import org.yima.index.PersonIndex;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.platform.Event;
import org.yima.platform.EventHandler;
import org.yima.platform.Id;
import org.yima.platform.Problem;
import org.yima.resident.Faces;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Looks for the card that somebody claims, and has it proved: a code goes to the phone that its
 * hospital has on file, or the register compares a face with the picture of the record's document.
 * It runs after the answer has gone out, so nobody learns from the answer, or how long it took,
 * whether there is such a card. Where none can be theirs, a code is drawn all the same and nobody
 * is told it, or the face is compared with their own picture: trying costs the same and binds
 * nothing.
 */
@ApplicationScoped
class ClaimedCards implements EventHandler {
  static final String CLAIMED = "visit-card.claimed";
  static final String PURPOSE = "visit-card.phone";

  private final ClaimStore store;
  private final Residents residents;
  private final Owners owners;
  private final Institutions institutions;
  private final PersonIndex index;
  private final PhoneProofs proofs;
  private final ShortMessages messages;
  private final Faces faces;

  ClaimedCards(
      ClaimStore store,
      Residents residents,
      Owners owners,
      Institutions institutions,
      PersonIndex index,
      PhoneProofs proofs,
      ShortMessages messages,
      Faces faces) {
    this.store = store;
    this.residents = residents;
    this.owners = owners;
    this.institutions = institutions;
    this.index = index;
    this.proofs = proofs;
    this.messages = messages;
    this.faces = faces;
  }

  @Override
  public String name() {
    return "card.claimed-visit-cards";
  }

  @Override
  public Set<String> types() {
    return Set.of(CLAIMED);
  }

  @Override
  public Uni<Void> handle(Event event) {
    return store
        .find(event.subject())
        .chain(
            claim ->
                claim
                    .filter(it -> !it.isLookedFor())
                    .map(this::lookedFor)
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> lookedFor(Claim claim) {
    return residents
        .get(claim.residentId())
        .chain(
            resident ->
                institutions
                    .find(claim.hospital())
                    .chain(hospital -> proven(claim, resident, hospital)));
  }

  private Uni<Void> proven(Claim claim, Resident resident, Optional<Institution> hospital) {
    String domain = hospital.flatMap(Institution::domain).orElse("");
    return index
        .byVisitCard(domain, claim.number())
        .map(found -> found.filter(record -> Agreement.holds(resident, record)))
        .chain(
            found ->
                claim.proof() == CardProof.FACE
                    ? shown(claim, resident, found)
                    : owners
                        .unlessAnothers(resident, found)
                        .chain(
                            target ->
                                sent(claim, hospital.map(Institution::name).orElse(""), target)));
  }

  /** A record whose document the register has no picture of is nobody's that a face could prove. */
  private Uni<Void> shown(Claim claim, Resident resident, Optional<IndexRecord> found) {
    return found
        .flatMap(IndexRecord::document)
        .filter(Faces::hasPicture)
        .map(document -> compared(claim.faceRequest(), found.orElseThrow().name(), document))
        .map(
            opened ->
                opened.chain(
                    face ->
                        faces
                            .seen(face.request())
                            .chain(
                                seen ->
                                    seen == Faces.Seen.NO_MATCH
                                        ? ownShown(claim, resident)
                                        : store.show(
                                            claim.id(), found.map(IndexRecord::id), face))))
        .orElseGet(() -> ownShown(claim, resident));
  }

  /** Whoever may claim by their face has a picture of their own there. */
  private Uni<Void> ownShown(Claim claim, Resident resident) {
    DocumentKey own = DocumentKey.of(resident.idType(), resident.idNumber()).orElseThrow();
    return compared(claim.ownFaceRequest(), resident.name(), own)
        .chain(face -> store.show(claim.id(), Optional.empty(), face));
  }

  private Uni<Claim.Face> compared(Id request, String name, DocumentKey document) {
    return faces.open(request, name, document).map(page -> new Claim.Face(request, page));
  }

  private Uni<Void> sent(Claim claim, String hospital, Optional<IndexRecord> target) {
    Optional<String> mobile = target.flatMap(IndexRecord::phone).flatMap(ClaimedCards::mobile);
    String phone = mobile.orElseGet(claim::noPhone);
    return proofs
        .draw(PURPOSE, phone)
        .chain(
            code ->
                store
                    .send(
                        claim.id(),
                        target.filter(it -> mobile.isPresent()).map(IndexRecord::id),
                        phone)
                    .chain(
                        first ->
                            first && mobile.isPresent() && code.isPresent()
                                ? told(claim, hospital, phone, code.get())
                                : Uni.createFrom().voidItem()));
  }

  /** Whether it arrives nobody learns; another code can be asked for. */
  private Uni<Void> told(Claim claim, String hospital, String phone, String code) {
    return messages.notice(claim.id().toString(), phone, words(hospital, code)).replaceWithVoid();
  }

  private static String words(String hospital, String code) {
    return "【医码】验证码" + code + "，用于将您在" + hospital + "的就诊卡绑定到应用，5分钟内有效。如非本人操作，请勿告知他人。";
  }

  private static Optional<String> mobile(String onFile) {
    try {
      return Optional.of(Accounts.normalisedPhone(onFile));
    } catch (Problem noMobile) {
      return Optional.empty();
    }
  }
}
