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
import org.yima.card.instrument.InstrumentStore;
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
  private final Handles handles;
  private final InstrumentStore instruments;
  private final Residents residents;
  private final Disclosure disclosure;
  private final PersonIndex index;
  private final Uses uses;
  private final Clock clock;

  Showing(
      Handles handles,
      InstrumentStore instruments,
      Residents residents,
      Disclosure disclosure,
      PersonIndex index,
      Uses uses,
      Clock clock) {
    this.handles = handles;
    this.instruments = instruments;
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
   * @param spent whether the code has paid
   */
  record Shown(
      ScanKind kind,
      SceneTable.Row row,
      Card card,
      boolean invalidated,
      Optional<byte[]> hash,
      boolean spent) {

    @Override
    public String toString() {
      return "Shown[" + row + "]";
    }
  }

  Uni<Found> show(Counter counter, Shown shown) {
    return Uni.createFrom()
        .deferred(() -> admit(counter, shown))
        .chain(allowed -> found(counter, shown, allowed))
        .call(() -> uses.log(shown.card().id(), counter.place(shown.kind()), Uses.OK))
        .onFailure(Problem.class)
        .call(problem -> refused(counter, shown.kind(), shown.card(), problem));
  }

  /** Logs a use that was refused. */
  Uni<Void> refused(Counter counter, ScanKind kind, Card card, Throwable problem) {
    return uses.log(card.id(), counter.place(kind), ((Problem) problem).type().code());
  }

  /** Refuses a code that is ours for a reason of its own, and logs that. */
  Uni<Found> refuse(Counter counter, Shown shown, CardProblem problem) {
    return uses.log(shown.card().id(), counter.place(shown.kind()), problem.code())
        .chain(() -> Uni.createFrom().failure(problem.problem()));
  }

  /** Refuses before it claims, so that a refusal at one counter spoils nothing at another. */
  private Uni<Set<Allowed>> admit(Counter counter, Shown shown) {
    shown.card().mustServe(OffsetDateTime.now(clock));
    if (shown.invalidated()) {
      throw CardProblem.CODE_INVALIDATED.problem();
    }
    Set<Allowed> allowed =
        SceneTable.allowed(shown.row(), counter.scene(), counter.institution().kind());
    return shown.row().oneUse()
        ? handles
            .claim(shown.hash().orElseThrow(), counter.terminal())
            .invoke(Showing::mustBeFirst)
            .replaceWith(allowed)
        : Uni.createFrom().item(allowed);
  }

  private static void mustBeFirst(boolean first) {
    if (!first) {
      throw CardProblem.CODE_REPLAYED.problem();
    }
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
                                .chain(
                                    patientIds ->
                                        payable(shown, allowed)
                                            .map(
                                                bound ->
                                                    found(
                                                        shown,
                                                        allowed,
                                                        person,
                                                        patientIds,
                                                        bound,
                                                        notice(resident))))))
        .map(found -> shown.spent() ? found.spent() : found);
  }

  private static Found found(
      Shown shown,
      Set<Allowed> allowed,
      Views.Person person,
      List<String> patientIds,
      List<Views.BoundInstrument> bound,
      Optional<Views.Notice> notice) {
    return new Found(
        shown.kind(),
        allowed,
        Optional.of(shown.card().residentId()),
        Optional.of(shown.card().recordId()),
        Optional.of(person),
        patientIds,
        bound,
        notice,
        shown.hash(),
        Optional.empty());
  }

  private static Optional<Views.Notice> notice(Resident resident) {
    return Optional.of(Views.Notice.TEMPORARY_IDENTITY).filter(it -> resident.isTemporary());
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
