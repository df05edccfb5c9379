package org.yima.card.scan;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.card.CardConfig;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.card.code.Codes;
import org.yima.card.code.Handles;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.national.Centre;
import org.yima.card.national.NationalCards;
import org.yima.gateway.cardcentre.CardCentre;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.national.NationalCode;
import org.yima.healthcard.recognise.Recognised;
import org.yima.platform.Problem;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * Resolves national codes. One that this server gave out is known by its rows; of another the card
 * centre is asked, and when its holder has a card here the code is claimed like our own.
 */
@ApplicationScoped
class NationalScans {
  private final Centre centre;
  private final NationalCards national;
  private final Leads leads;
  private final SeenCards seen;
  private final Codes codes;
  private final CardStore cards;
  private final Residents residents;
  private final TypedNumbers typed;
  private final Showing showing;
  private final CardConfig config;
  private final Clock clock;

  NationalScans(
      Centre centre,
      NationalCards national,
      Leads leads,
      SeenCards seen,
      Codes codes,
      CardStore cards,
      Residents residents,
      TypedNumbers typed,
      Showing showing,
      CardConfig config,
      Clock clock) {
    this.centre = centre;
    this.national = national;
    this.leads = leads;
    this.seen = seen;
    this.codes = codes;
    this.cards = cards;
    this.residents = residents;
    this.typed = typed;
    this.showing = showing;
    this.config = config;
    this.clock = clock;
  }

  Uni<Found> resolve(Counter counter, Recognised.NationalCard scanned) {
    if (!centre.isThere()) {
      return Uni.createFrom().item(() -> nowhere(counter, scanned));
    }
    NationalCode code = scanned.code();
    return code.isDynamic() ? dynamic(counter, code) : printed(counter, code);
  }

  private static Found nowhere(Counter counter, Recognised.NationalCard scanned) {
    return Found.plain(
        ScanKind.NATIONAL_CARD,
        SceneTable.allowed(
            SceneTable.Row.NATIONAL_CARD, counter.scene(), counter.institution().kind()),
        scanned.text());
  }

  private Uni<Found> dynamic(Counter counter, NationalCode code) {
    byte[] hash = HexFormat.of().parseHex(code.claimHash());
    return leads
        .follow(counter, SceneTable.Row.NATIONAL_DYNAMIC, hash)
        .chain(
            lead ->
                lead.isPresent()
                    ? seen(counter, code, lead.get(), hash)
                    : asked(counter, code, SceneTable.Row.NATIONAL_DYNAMIC));
  }

  /** A handle without its code was being taken in when a server died: that is done again. */
  private Uni<Found> seen(Counter counter, NationalCode code, Handles.Lead lead, byte[] hash) {
    return seen.ofCode(lead.codeId())
        .chain(
            card ->
                card.isPresent()
                    ? live(counter, lead, hash, card.get())
                    : asked(counter, code, SceneTable.Row.NATIONAL_DYNAMIC));
  }

  /** Its time is known by our row: whether it is over, its owner sees in the log of uses too. */
  private Uni<Found> live(Counter counter, Handles.Lead lead, byte[] hash, SeenCards.Seen card) {
    Showing.Shown shown =
        Showing.Shown.of(
            ScanKind.NATIONAL_CARD, SceneTable.Row.NATIONAL_DYNAMIC, card, lead, hash, false);
    return card.expiresAt().orElseThrow().isAfter(OffsetDateTime.now(clock))
        ? showing.show(counter, shown)
        : showing.refuse(counter, shown, CardProblem.CODE_EXPIRED);
  }

  private Uni<Found> printed(Counter counter, NationalCode code) {
    return national
        .cardOf(code.cardId())
        .chain(
            card ->
                card.isPresent()
                    ? seen.ofCard(card.get())
                    : Uni.createFrom().item(Optional.<SeenCards.Seen>empty()))
        .chain(
            card ->
                card.isPresent()
                    ? showing.show(counter, printed(card.get()))
                    : asked(counter, code, SceneTable.Row.NATIONAL_STATIC));
  }

  private static Showing.Shown printed(SeenCards.Seen seen) {
    return new Showing.Shown(
        ScanKind.NATIONAL_CARD,
        SceneTable.Row.NATIONAL_STATIC,
        seen.card(),
        seen.bound(),
        false,
        Optional.empty(),
        false,
        Handles.Claim.NONE,
        false);
  }

  /** Asks after the scene: a refused scene must not spend the code at the centre. */
  private Uni<Found> asked(Counter counter, NationalCode code, SceneTable.Row row) {
    Set<Allowed> unused = SceneTable.allowed(row, counter.scene(), counter.institution().kind());
    String step = config.steps().getOrDefault(counter.scene(), config.usualStep());
    return national
        .holder(code, step, counter.terminal())
        .chain(
            holder ->
                resident(holder)
                    .chain(
                        resident ->
                            card(resident)
                                .chain(
                                    card ->
                                        card.isPresent()
                                            ? adopted(counter, code, card.get())
                                            : stranger(counter, holder))));
  }

  /** One of a frozen card is not taken in; its owner sees it among the uses all the same. */
  private Uni<Found> adopted(Counter counter, NationalCode code, Card card) {
    return code.isDynamic()
        ? Uni.createFrom()
            .item(card)
            .invoke(shown -> CardProblem.refuseUnlessActive(shown.status()))
            .chain(shown -> codes.adopt(shown, code))
            .onFailure(Problem.class)
            .call(problem -> showing.refused(counter, ScanKind.NATIONAL_CARD, card, problem))
            .chain(() -> dynamic(counter, code))
        : seen.ofCard(card.id())
            .map(Optional::orElseThrow)
            .chain(shown -> showing.show(counter, printed(shown)));
  }

  private static List<String> types(CardCentre.Holder holder) {
    return Arrays.stream(IdType.values())
        .filter(type -> type != IdType.NONE && type.nationalCode().equals(holder.idTypeCode()))
        .map(IdType::name)
        .toList();
  }

  private Uni<Optional<Resident>> resident(CardCentre.Holder holder) {
    return Multi.createFrom()
        .iterable(types(holder))
        .onItem()
        .transformToUniAndConcatenate(type -> residents.byDocument(type, holder.idNumber()))
        .filter(Optional::isPresent)
        .toUni()
        .map(found -> found == null ? Optional.<Resident>empty() : found);
  }

  private Uni<Optional<Card>> card(Optional<Resident> resident) {
    return resident.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : cards
            .newest(resident.get().id())
            .map(newest -> newest.filter(card -> card.status() != CardStatus.REPLACED));
  }

  /** Somebody without a card here: identified as far as the scene shows, and never charged. */
  private Uni<Found> stranger(Counter counter, CardCentre.Holder holder) {
    Set<Allowed> allowed =
        SceneTable.allowed(
            SceneTable.Row.NATIONAL_STATIC, counter.scene(), counter.institution().kind());
    List<String> types = types(holder);
    boolean open = SceneTable.Row.NATIONAL_STATIC.seesPerson(counter.scene());
    return typed
        .patient(counter, types, holder.idNumber())
        .map(
            patient ->
                Found.typed(
                    ScanKind.NATIONAL_CARD,
                    allowed,
                    Optional.empty(),
                    patient.map(p -> p.record().id()),
                    Optional.of(
                        Disclosure.named(
                            counter,
                            open,
                            holder.name(),
                            types.isEmpty() ? null : types.get(0),
                            holder.idNumber())),
                    patient.map(TypedNumbers.Patient::ids).orElse(List.of()),
                    Optional.of(Views.Notice.NOT_ISSUED_HERE)));
  }
}
