package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.card.CardProblem;
import org.yima.card.code.CodeKeys;
import org.yima.card.code.CodeStore;
import org.yima.card.code.Handles;
import org.yima.card.code.StoredCode;
import org.yima.card.instrument.InstrumentStore;
import org.yima.card.life.Card;
import org.yima.card.life.CardStore;
import org.yima.card.life.Uses;
import org.yima.healthcard.code.CodeContent;
import org.yima.healthcard.code.CodeKind;
import org.yima.healthcard.code.Verification;
import org.yima.index.PersonIndex;
import org.yima.platform.Problem;
import org.yima.resident.Residents;

/** Resolves our own codes: signature, time, card, scene, first terminal; each use is logged. */
@ApplicationScoped
class YimaCodes {
  private final CodeKeys keys;
  private final Handles handles;
  private final CodeStore codes;
  private final CardStore cards;
  private final InstrumentStore instruments;
  private final Residents residents;
  private final PersonIndex index;
  private final Uses uses;

  YimaCodes(
      CodeKeys keys,
      Handles handles,
      CodeStore codes,
      CardStore cards,
      InstrumentStore instruments,
      Residents residents,
      PersonIndex index,
      Uses uses) {
    this.keys = keys;
    this.handles = handles;
    this.codes = codes;
    this.cards = cards;
    this.instruments = instruments;
    this.residents = residents;
    this.index = index;
    this.uses = uses;
  }

  /** A genuine code and the card it leads to. */
  private record Shown(ScanKind kind, byte[] hash, Handles.Lead lead, Card card, StoredCode code) {}

  Uni<Found> resolve(Counter counter, String text) {
    return Uni.createFrom()
        .item(() -> keys.verifier().verify(text, counter.scene()))
        .chain(
            verification ->
                verification.accepted()
                    ? genuine(counter, Verdicts.genuine(verification))
                    : notGenuine(counter, verification));
  }

  private Uni<Found> genuine(Counter counter, CodeContent content) {
    return lookUp(content)
        .chain(
            shown ->
                admit(counter, shown)
                    .chain(allowed -> found(counter, shown, allowed))
                    .call(
                        found -> uses.log(shown.card().id(), counter.place(shown.kind()), Uses.OK))
                    .onFailure(Problem.class)
                    .call(
                        problem ->
                            uses.log(
                                shown.card().id(), counter.place(shown.kind()), code(problem))));
  }

  /** The owner sees late and early showings too: the signature proves that the code was theirs. */
  private Uni<Found> notGenuine(Counter counter, Verification verification) {
    Problem problem = Verdicts.problem(verification.reason()).problem();
    Uni<Found> refusal = Uni.createFrom().failure(problem);
    return Verdicts.signed(verification)
        .map(
            content ->
                handles
                    .find(content.handle().hash().toArray())
                    .call(lead -> logged(counter, lead, kind(content), code(problem)))
                    .chain(() -> refusal))
        .orElse(refusal);
  }

  private Uni<Void> logged(
      Counter counter, Optional<Handles.Lead> lead, ScanKind kind, String outcome) {
    return lead.isEmpty()
        ? Uni.createFrom().voidItem()
        : uses.log(lead.get().cardId(), counter.place(kind), outcome);
  }

  private static String code(Problem problem) {
    return problem.type().code();
  }

  private static ScanKind kind(CodeContent content) {
    return content.kind() == CodeKind.DYNAMIC ? ScanKind.YIMA_DYNAMIC : ScanKind.YIMA_STATIC;
  }

  /** A signed code whose handle or rows are not here was never given out by this server. */
  private Uni<Shown> lookUp(CodeContent content) {
    byte[] hash = content.handle().hash().toArray();
    ScanKind kind = kind(content);
    return handles
        .find(hash)
        .map(lead -> lead.orElseThrow(CardProblem.CODE_FORGED::problem))
        .chain(
            lead ->
                codes
                    .find(lead.codeId())
                    .map(code -> code.orElseThrow(CardProblem.CODE_FORGED::problem))
                    .chain(
                        code ->
                            cards
                                .find(lead.cardId())
                                .map(card -> card.orElseThrow(CardProblem.CODE_FORGED::problem))
                                .map(card -> new Shown(kind, hash, lead, card, code))));
  }

  /** Refuses before it claims, so that a refusal at one counter spoils nothing at another. */
  private Uni<Set<Allowed>> admit(Counter counter, Shown shown) {
    CardProblem.refuseUnlessActive(shown.card().status());
    if (shown.code().invalidated()) {
      throw CardProblem.CODE_INVALIDATED.problem();
    }
    Set<Allowed> allowed =
        SceneTable.allowed(shown.kind(), counter.scene(), counter.institution().kind());
    return shown.kind() == ScanKind.YIMA_STATIC
        ? Uni.createFrom().item(allowed)
        : handles
            .claim(shown.hash(), counter.terminal())
            .map(
                mine -> {
                  if (!mine) {
                    throw CardProblem.CODE_REPLAYED.problem();
                  }
                  return allowed;
                });
  }

  private Uni<Found> found(Counter counter, Shown shown, Set<Allowed> allowed) {
    return residents
        .get(shown.card().residentId())
        .map(
            resident ->
                SceneTable.seesPerson(shown.kind(), counter.scene())
                    ? Views.Person.open(resident, shown.card().number())
                    : Views.Person.masked(resident))
        .chain(
            person ->
                patientIds(counter, shown)
                    .chain(
                        patientIds ->
                            payable(shown, allowed)
                                .map(bound -> found(shown, allowed, person, patientIds, bound))))
        .map(found -> shown.lead().spent() ? found.spent() : found);
  }

  private static Found found(
      Shown shown,
      Set<Allowed> allowed,
      Views.Person person,
      List<String> patientIds,
      List<Views.BoundInstrument> bound) {
    return new Found(
        shown.kind(),
        allowed,
        Optional.of(shown.card().residentId()),
        Optional.of(shown.card().recordId()),
        Optional.of(person),
        patientIds,
        bound,
        Optional.empty(),
        Optional.of(shown.hash()),
        Optional.empty());
  }

  private Uni<List<String>> patientIds(Counter counter, Shown shown) {
    return counter
        .institution()
        .domain()
        .map(domain -> index.patientIds(shown.card().recordId(), domain))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }

  private Uni<List<Views.BoundInstrument>> payable(Shown shown, Set<Allowed> allowed) {
    return allowed.contains(Allowed.CHARGE)
        ? instruments
            .active(shown.card().id())
            .map(
                list ->
                    list.stream().map(i -> new Views.BoundInstrument(i.id(), i.type())).toList())
        : Uni.createFrom().item(List.of());
  }
}
