package org.yima.payment.running;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.payment.attempt.Attempts;
import org.yima.payment.attempt.MessageIds;
import org.yima.payment.attention.Attention;
import org.yima.payment.bill.BillOwnership;
import org.yima.payment.bill.BillStore;
import org.yima.payment.bill.StatusFeed;
import org.yima.payment.gateways.Desk;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.leg.Answer;
import org.yima.payment.leg.Command;
import org.yima.payment.leg.Courses;
import org.yima.payment.leg.Leg;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Mirror;
import org.yima.payment.leg.Op;
import org.yima.payment.leg.Payment;
import org.yima.payment.posting.Ledger;
import org.yima.payment.visit.BureauVisits;
import org.yima.platform.Bucket;
import org.yima.platform.Database;
import org.yima.platform.Id;
import org.yima.platform.SqlTx;

/**
 * Carries out what is decided about a payment: store the intent, ask the gateway outside any
 * transaction, store the answer and the next intent, until nothing is to be asked now.
 *
 * <p>One driver at a time has a payment, by a lease in its row; when its server dies the lease runs
 * out and another goes on from what was stored, where an intent without an answer counts as
 * unknown. An answer that arrives after the lease is lost is still taken in.
 */
@ApplicationScoped
public class Driver {
  /** Longer than the longest call, so that no second driver asks while a first still waits. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private final Database database;
  private final PaymentStore store;
  private final Attempts attempts;
  private final MessageIds messageIds;
  private final Consequences consequences;
  private final Ledger ledger;
  private final StatusFeed statuses;
  private final Institutions institutions;
  private final Desk desk;
  private final BureauVisits visits;
  private final Attention attention;
  private final BillStore bills;
  private final BillOwnership ownership;
  private final Clock clock;

  Driver(
      Database database,
      PaymentStore store,
      Attempts attempts,
      MessageIds messageIds,
      Consequences consequences,
      Ledger ledger,
      StatusFeed statuses,
      Institutions institutions,
      Desk desk,
      BureauVisits visits,
      Attention attention,
      BillStore bills,
      BillOwnership ownership,
      Clock clock) {
    this.database = database;
    this.store = store;
    this.attempts = attempts;
    this.messageIds = messageIds;
    this.consequences = consequences;
    this.ledger = ledger;
    this.statuses = statuses;
    this.institutions = institutions;
    this.desk = desk;
    this.visits = visits;
    this.attention = attention;
    this.bills = bills;
    this.ownership = ownership;
    this.clock = clock;
  }

  /** One intent that is stored and not yet carried out. */
  private record Work(
      Id payment, Desk.Question question, Id attempt, OffsetDateTime lease, Institution of) {}

  /** Takes a payment as far as it goes now; nothing when another driver has it. */
  public Uni<Void> drive(Id payment) {
    return store
        .institutionOf(payment)
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : institutions.get(found.get()).chain(of -> drive(payment, of)));
  }

  private Uni<Void> drive(Id payment, Institution of) {
    return database.tx(tx -> take(tx, payment, of)).chain(this::run);
  }

  /**
   * Changes a payment and looks at it again: a payer cancels, a wallet reports. What the change
   * does not wake goes on waiting.
   *
   * @param change pure, applied to what is stored at that moment
   */
  public Uni<Void> change(SqlTx tx, Id payment, UnaryOperator<Payment> change) {
    return store
        .lock(tx, payment)
        .chain(
            row ->
                save(
                    tx,
                    row,
                    row,
                    change.apply(row.payment()),
                    Optional.of(OffsetDateTime.now(clock)),
                    row.leaseUntil()));
  }

  /** Stores a change of a locked payment together with its row's own, and makes it due. */
  public Uni<Void> save(SqlTx tx, PaymentRow before, PaymentRow row, Payment after) {
    return save(
        tx, before, row, after, Optional.of(OffsetDateTime.now(clock)), before.leaseUntil());
  }

  private Uni<Void> run(Optional<Work> work) {
    if (work.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Work present = work.get();
    return desk.ask(present.question())
        .chain(heard -> database.tx(tx -> heard(tx, present, heard)))
        .chain(this::run);
  }

  /** The bureau wants an id for each call; others know a call by what it is about. */
  private Uni<String> callId(SqlTx tx, Institution of, Leg leg) {
    return leg.kind() == LegKind.INSURANCE
        ? messageIds.next(tx, of.fixmedinsCode().orElse(""), leg.id().toString())
        : Uni.createFrom().item("");
  }

  private Uni<Optional<Work>> take(SqlTx tx, Id payment, Institution of) {
    return store
        .lock(tx, payment)
        .chain(
            row ->
                leased(row)
                    ? Uni.createFrom().item(Optional.empty())
                    : proceed(tx, row, row, row.payment(), of));
  }

  private boolean leased(PaymentRow row) {
    return row.leaseUntil().filter(until -> until.toInstant().isAfter(clock.instant())).isPresent();
  }

  private Uni<Optional<Work>> heard(SqlTx tx, Work work, Desk.Heard heard) {
    return attempts
        .end(tx, work.attempt(), outcome(heard.answer()), heard.answer().code())
        .chain(ended -> store.lock(tx, work.payment()))
        .chain(
            row -> {
              boolean ours = isStillOurs(row, work);
              PaymentRow told = toldBy(row, work.question(), heard);
              Payment learned = learned(row, work.question(), heard.answer(), ours);
              return ours
                  ? proceed(tx, row, told, learned, work.of())
                  : learnOnly(tx, row, told, learned);
            });
  }

  private Payment learned(PaymentRow row, Desk.Question asked, Answer answer, boolean ours) {
    if (answer.word() == Answer.Word.DENIED && isOfAnEarlierClaim(row, asked)) {
      return row.payment();
    }
    Instant now = clock.instant();
    return ours
        ? Courses.learn(row.payment(), asked.command(), answer, now)
        : Courses.learnLate(row.payment(), asked.command(), answer, now);
  }

  /** What was refused, and is claimed anew since, is not refused by that refusal's echo. */
  private static boolean isOfAnEarlierClaim(PaymentRow row, Desk.Question asked) {
    LegContext present = row.contexts().getOrDefault(asked.command().legId(), LegContext.NOTHING);
    return asked.command().op() == Op.CLAIM && !present.claimsAs(asked.context());
  }

  private static boolean isStillOurs(PaymentRow row, Work work) {
    return row.leaseUntil()
        .map(OffsetDateTime::toInstant)
        .equals(Optional.of(work.lease().toInstant()));
  }

  /** With what was told beside: what the payer has to do, who bears a part, which claim stands. */
  private static PaymentRow toldBy(PaymentRow row, Desk.Question asked, Desk.Heard heard) {
    Command command = asked.command();
    LegContext context = row.contexts().get(command.legId());
    if (context == null) {
      return row;
    }
    if (command.op() == Op.PREPAY && heard.answer().word() == Answer.Word.AWAITING) {
      return row.with(command.legId(), context.with(heard.next()));
    }
    if (command.op() == Op.CLAIM && heard.answer().word() == Answer.Word.CLAIMED) {
      return row.with(command.legId(), context.claimedAs(asked.context()));
    }
    return heard
        .familyPayer()
        .map(payer -> row.with(command.legId(), context.paidBy(payer)))
        .orElse(row);
  }

  /** The lease is another's by now: what was heard is stored, what follows is left to them. */
  private Uni<Optional<Work>> learnOnly(
      SqlTx tx, PaymentRow before, PaymentRow row, Payment after) {
    return save(tx, before, row, after, Optional.of(OffsetDateTime.now(clock)), before.leaseUntil())
        .replaceWith(Optional.empty());
  }

  private Uni<Optional<Work>> proceed(
      SqlTx tx, PaymentRow before, PaymentRow row, Payment after, Institution of) {
    Courses.Step step = Courses.decide(after, clock.instant());
    if (step.command().isEmpty()) {
      Proofs.Told told = Proofs.anew(row, step.payment());
      return told.payment().equals(step.payment())
          ? save(tx, before, row, step.payment(), step.wake().map(this::at), Optional.empty())
              .replaceWith(Optional.empty())
          : proceed(tx, before, told.row(), told.payment(), of);
    }
    Command command = step.command().get();
    return callId(tx, of, step.payment().leg(command.legId()))
        .chain(callId -> intend(tx, before, row, step.payment(), command, of, callId));
  }

  private Uni<Optional<Work>> intend(
      SqlTx tx,
      PaymentRow before,
      PaymentRow row,
      Payment decided,
      Command command,
      Institution of,
      String callId) {
    Payment intended =
        command.op() == Op.SETTLE
            ? decided.with(decided.leg(command.legId()).asking(callId))
            : decided;
    // As precise as the database keeps it, for it is compared with what is read back.
    OffsetDateTime lease = at(clock.instant().plus(LEASE).truncatedTo(ChronoUnit.MILLIS));
    LegContext known = row.contexts().getOrDefault(command.legId(), LegContext.NOTHING);
    LegContext context = command.op() == Op.CLAIM ? known.claiming(decided) : known;
    Desk.Question question = new Desk.Question(intended, command, context, of, callId);
    PaymentRow asking = context.equals(known) ? row : row.with(command.legId(), context);
    return save(tx, before, asking, intended, Optional.of(lease), Optional.of(lease))
        .chain(
            saved ->
                attempts.begin(
                    tx,
                    command.legId(),
                    command.op().name(),
                    number(intended, command, context, callId)))
        .map(attempt -> Optional.of(new Work(row.id(), question, attempt, lease, of)));
  }

  private static String number(
      Payment payment, Command command, LegContext context, String callId) {
    if (!command.number().isEmpty()) {
      return command.number();
    }
    Leg leg = payment.leg(command.legId());
    return switch (command.op()) {
      case CLAIM, REVERSE_CLAIM -> context.claimId(leg.hex());
      default -> leg.kind() == LegKind.INSURANCE ? callId : leg.hex();
    };
  }

  private Uni<Void> save(
      SqlTx tx,
      PaymentRow before,
      PaymentRow row,
      Payment after,
      Optional<OffsetDateTime> due,
      Optional<OffsetDateTime> lease) {
    Mirror.Accounts accounts =
        new Mirror.Accounts(row.institutionId().toString(), Ledger.billAccount(row.billId()));
    return consequences
        .of(tx, row, after)
        .chain(told -> store.save(tx, before, forgetting(told, after), after, due, lease))
        .chain(
            saved -> ledger.post(tx, row.id(), Mirror.between(before.payment(), after, accounts)))
        .chain(posted -> claimNumbers(tx, before.payment(), after))
        .chain(claimed -> takeBack(tx, before.payment(), after))
        .chain(() -> owned(tx, row.billId(), before.payment(), after))
        .chain(() -> attention.turned(tx, row.institutionId(), before.payment(), after))
        .chain(claimed -> remember(tx, before.payment(), after));
  }

  /** An authorisation that has been used, or never will be, is deleted. */
  private static PaymentRow forgetting(PaymentRow row, Payment after) {
    PaymentRow left = row;
    for (Leg leg : after.legs()) {
      LegContext context = row.contexts().get(leg.id());
      boolean over = leg.state().stands() || leg.state().gone() || leg.hasShownItsCode();
      if (over && context != null && context.remembers()) {
        left = left.with(leg.id(), context.forgetting());
      }
    }
    return left;
  }

  /** What was uploaded for a settlement that is not to be, or no longer, is taken back. */
  private Uni<Void> takeBack(SqlTx tx, Payment before, Payment after) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Leg leg : settlementsGone(before, after)) {
      all = all.chain(() -> visits.unused(tx, leg.id()));
    }
    return all;
  }

  /** Without its settlement a bill goes to whom it belongs. */
  private Uni<Void> owned(SqlTx tx, Id bill, Payment before, Payment after) {
    return settlementsGone(before, after).isEmpty()
        ? Uni.createFrom().voidItem()
        : bills.lock(tx, bill).chain(() -> ownership.settlementGone(tx, bill));
  }

  private static List<Leg> settlementsGone(Payment before, Payment after) {
    return after.legs().stream()
        .filter(leg -> leg.kind() == LegKind.INSURANCE && leg.state().gone())
        .filter(
            leg ->
                before.legs().stream()
                    .noneMatch(other -> other.id().equals(leg.id()) && other.state().gone()))
        .toList();
  }

  /** A wallet's transaction pays one leg, ever. */
  private static Uni<Void> claimNumbers(SqlTx tx, Payment before, Payment after) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Leg leg : after.legs()) {
      boolean fresh =
          leg.kind() == LegKind.WALLET
              && leg.moved() > 0
              && before.legs().stream()
                  .filter(other -> other.id().equals(leg.id()))
                  .allMatch(other -> other.moved() == 0);
      if (fresh) {
        all = all.chain(done -> claim(tx, leg));
      }
    }
    return all;
  }

  private static Uni<Void> claim(SqlTx tx, Leg leg) {
    return tx.query(
            """
            insert into channel_number (bucket, channel, number, subject)
            values ($1, 'wechat', $2, $3)
            on conflict (bucket, channel, number) do update set number = excluded.number
            returning subject
            """,
            Bucket.ofKey("wechat/" + leg.number()),
            leg.number(),
            leg.id().toString())
        .map(RowSet::iterator)
        .invoke(
            rows -> {
              if (!rows.next().getString("subject").equals(leg.id().toString())) {
                throw new IllegalStateException("one transaction for two legs");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> remember(SqlTx tx, Payment before, Payment after) {
    return before.status() == after.status()
        ? Uni.createFrom().voidItem()
        : statuses.reached(tx, after.id(), after.status().name(), after.why());
  }

  private static Attempts.Outcome outcome(Answer answer) {
    return switch (answer.word()) {
      case AWAITING, RUNNING, UNPAID -> Attempts.Outcome.PENDING;
      case PAID,
          DEAD,
          ABSENT,
          SETTLED,
          NOTED,
          GUARANTEED,
          RELEASED,
          CLAIMED,
          REVERSED,
          RETURN_FAILED ->
          Attempts.Outcome.SUCCEEDED;
      case ALREADY, DENIED, REFUSED, BUSY, UNASKED -> Attempts.Outcome.DECLINED;
      case UNBOOKABLE, UNKNOWN -> Attempts.Outcome.UNKNOWN;
    };
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
