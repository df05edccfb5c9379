package org.yima.card.batch;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.yima.card.CardProblem;
import org.yima.card.CardStatus;
import org.yima.card.life.Card;
import org.yima.card.life.CardLife;
import org.yima.card.life.Uses;
import org.yima.platform.Database;
import org.yima.platform.Job;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.resident.Registrations;
import org.yima.resident.Resident;

/**
 * Works batches off, row by row: the register is asked, outside any transaction; a card and the
 * settled row commit together. A row that a crash left is done again and finds what is there.
 */
@ApplicationScoped
class BatchJob implements Job {
  private static final Logger LOG = Logger.getLogger(BatchJob.class);
  private static final int AT_ONCE = 32;
  private static final int SIDE_BY_SIDE = 4;
  private static final int LAST_ATTEMPT = 20;
  private static final int LONGEST_PAUSE = 300;

  /** What fails again and again for no reason that has a name. */
  private static final String DEFECT = PlatformProblem.INTERNAL.code();

  /** What the owner reads of it among the uses of the card. */
  private static final String SCENE = "CARD_BATCH";

  private static final String KIND = "DOCUMENT";

  private final BatchStore store;
  private final Registrations registrations;
  private final CardLife cards;
  private final Uses uses;
  private final Database database;

  BatchJob(
      BatchStore store, Registrations registrations, CardLife cards, Uses uses, Database database) {
    this.store = store;
    this.registrations = registrations;
    this.cards = cards;
    this.uses = uses;
    this.database = database;
  }

  @Override
  public String name() {
    return "card.batches";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Uni<Void> run() {
    return store
        .due(AT_ONCE)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .onItem()
        .transformToUni(this::settled)
        .merge(SIDE_BY_SIDE)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Void> settled(BatchStore.Due due) {
    return Uni.createFrom()
        .item(() -> store.open(due).named())
        .chain(named -> registrations.register(due.by(), named))
        .chain(resident -> carded(due, resident))
        .onFailure(Problem.class)
        .recoverWithUni(problem -> refused(due, problem))
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf(
                  "batch=%s row=%d failed=%s",
                  due.batch(), due.row(), failure.getClass().getName());
              return again(due) ? store.postpone(due, pause(due)) : store.refuse(due, DEFECT);
            });
  }

  private Uni<Void> carded(BatchStore.Due due, Resident resident) {
    return cards
        .issueFirst(due.by(), resident, (tx, card) -> store.issued(tx, due, card.number()))
        .chain(
            issued -> issued.fresh() ? Uni.createFrom().voidItem() : already(due, issued.card()));
  }

  /**
   * Its owner sees who has asked for them, once for each row however often it is done. What an
   * owner has given up an institution does not bring back.
   */
  private Uni<Void> already(BatchStore.Due due, Card card) {
    boolean givenUp = card.status() == CardStatus.REVOKED;
    String outcome = givenUp ? CardProblem.CARD_REVOKED.code() : Uses.OK;
    return database.tx(
        tx ->
            (givenUp
                    ? store.refuse(tx, due, CardProblem.CARD_REVOKED.code())
                    : store.already(tx, due, card.number()))
                .chain(
                    settled ->
                        settled
                            ? uses.log(tx, card.id(), place(due), outcome)
                            : Uni.createFrom().voidItem()));
  }

  private static Uses.Place place(BatchStore.Due due) {
    return new Uses.Place(due.by().ownInstitution(), due.by().self().toString(), SCENE, KIND);
  }

  private Uni<Void> refused(BatchStore.Due due, Problem problem) {
    boolean later = problem.type().retryable() && again(due);
    return later ? store.postpone(due, pause(due)) : store.refuse(due, problem.type().code());
  }

  private static boolean again(BatchStore.Due due) {
    return due.attempts() < LAST_ATTEMPT;
  }

  private static Duration pause(BatchStore.Due due) {
    return Duration.ofSeconds(Math.min(LONGEST_PAUSE, 1 << Math.min(due.attempts(), 9)));
  }
}
