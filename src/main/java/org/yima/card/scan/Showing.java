package org.yima.card.scan;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.card.CardProblem;
import org.yima.card.code.Handles;
import org.yima.card.life.Card;
import org.yima.card.life.Uses;
import org.yima.index.PersonIndex;
import org.yima.platform.Problem;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/**
 * What a genuine code of a card shows at a counter, in whatever format it came: the card's state,
 * the scene, the first terminal; each use is logged, also in vain.
 */
@ApplicationScoped
class Showing {
  private final Leads leads;
  private final Residents residents;
  private final Disclosure disclosure;
  private final PersonIndex index;
  private final Uses uses;
  private final Clock clock;

  Showing(
      Leads leads,
      Residents residents,
      Disclosure disclosure,
      PersonIndex index,
      Uses uses,
      Clock clock) {
    this.leads = leads;
    this.residents = residents;
    this.disclosure = disclosure;
    this.index = index;
    this.uses = uses;
    this.clock = clock;
  }

  /**
   * A genuine code and the card it leads to.
   *
   * @param hash the key of the claims on the code; absent for a printed national one, which has
   *     none
   * @param bound what the card can pay with
   * @param spent whether the code has paid
   * @param claim of this terminal on a code that is one terminal's
   * @param logged whether the use is logged already, if nothing refuses it
   */
  record Shown(
      ScanKind kind,
      SceneTable.Row row,
      Card card,
      List<Views.BoundInstrument> bound,
      boolean invalidated,
      Optional<byte[]> hash,
      boolean spent,
      Handles.Claim claim,
      boolean logged) {

    /** A code that has a handle. */
    static Shown of(
        ScanKind kind,
        SceneTable.Row row,
        SeenCards.Seen seen,
        Handles.Lead lead,
        byte[] hash,
        boolean logged) {
      return new Shown(
          kind,
          row,
          seen.card(),
          seen.bound(),
          seen.invalidated(),
          Optional.of(hash),
          lead.spent(),
          lead.claim(),
          logged);
    }

    @Override
    public String toString() {
      return "Shown[" + row + "]";
    }
  }

  Uni<Found> show(Counter counter, Shown shown) {
    return Uni.createFrom()
        .item(() -> admit(counter, shown))
        .onFailure(Problem.class)
        .call(() -> leads.giveBack(counter, shown))
        .chain(allowed -> found(counter, shown, allowed))
        .call(() -> used(counter, shown))
        .onFailure(Problem.class)
        .call(problem -> refused(counter, shown.kind(), shown.card(), problem));
  }

  /** Logs a use that was refused. */
  Uni<Void> refused(Counter counter, ScanKind kind, Card card, Throwable problem) {
    return uses.log(card.id(), counter.place(kind), ((Problem) problem).type().code());
  }

  private Uni<Void> used(Counter counter, Shown shown) {
    return shown.logged()
        ? Uni.createFrom().voidItem()
        : uses.log(shown.card().id(), counter.place(shown.kind()), Uses.OK);
  }

  /** Refuses a code that is ours for a reason of its own, and logs that. */
  Uni<Found> refuse(Counter counter, Shown shown, CardProblem problem) {
    return uses.log(shown.card().id(), counter.place(shown.kind()), problem.code())
        .chain(() -> Uni.createFrom().failure(problem.problem()));
  }

  private Set<Allowed> admit(Counter counter, Shown shown) {
    shown.card().mustServe(OffsetDateTime.now(clock));
    if (shown.invalidated()) {
      throw CardProblem.CODE_INVALIDATED.problem();
    }
    Set<Allowed> allowed =
        SceneTable.allowed(shown.row(), counter.scene(), counter.institution().kind());
    if (shown.row().oneUse() && shown.claim() == Handles.Claim.NONE) {
      throw CardProblem.CODE_REPLAYED.problem();
    }
    return allowed;
  }

  private Uni<Found> found(Counter counter, Shown shown, Set<Allowed> allowed) {
    return residents
        .get(shown.card().residentId())
        .chain(
            resident ->
                disclosure
                    .to(
                        counter,
                        shown.row().seesPerson(counter.scene()),
                        resident,
                        shown.card().number())
                    .chain(
                        person ->
                            patientIds(counter, shown)
                                .map(
                                    patientIds ->
                                        found(
                                            shown,
                                            allowed,
                                            person,
                                            patientIds,
                                            notice(counter, resident, patientIds)))))
        .map(found -> shown.spent() ? found.spent() : found);
  }

  private static Found found(
      Shown shown,
      Set<Allowed> allowed,
      Views.Person person,
      List<String> patientIds,
      Optional<Views.Notice> notice) {
    return new Found(
        shown.kind(),
        allowed,
        Optional.of(shown.card().residentId()),
        Optional.of(shown.card().recordId()),
        Optional.of(person),
        patientIds,
        allowed.contains(Allowed.CHARGE) ? shown.bound() : List.of(),
        notice,
        shown.hash(),
        Optional.empty());
  }

  private static Optional<Views.Notice> notice(
      Counter counter, Resident resident, List<String> patientIds) {
    return resident.isTemporary()
        ? Optional.of(Views.Notice.TEMPORARY_IDENTITY)
        : counter.notice(!patientIds.isEmpty());
  }

  private Uni<List<String>> patientIds(Counter counter, Shown shown) {
    return counter
        .institution()
        .domain()
        .map(domain -> index.patientIds(shown.card().recordId(), domain))
        .orElseGet(() -> Uni.createFrom().item(List.of()));
  }
}
