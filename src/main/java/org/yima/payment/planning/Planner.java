package org.yima.payment.planning;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.yima.card.Instrument;
import org.yima.card.InstrumentStatus;
import org.yima.card.InstrumentType;
import org.yima.card.Instruments;
import org.yima.gateway.Outcome;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurer.Quote;
import org.yima.gateway.insurer.QuoteRequest;
import org.yima.institution.Institution;
import org.yima.institution.Institutions;
import org.yima.payment.InsuranceMode;
import org.yima.payment.InsuranceTerms;
import org.yima.payment.NewLine;
import org.yima.payment.PaymentProblem;
import org.yima.payment.bill.BillStore;
import org.yima.payment.gateways.Insurers;
import org.yima.payment.gateways.LegContext;
import org.yima.payment.gateways.SharesOf;
import org.yima.payment.leg.LegKind;
import org.yima.payment.leg.Shares;
import org.yima.payment.plan.Allocation;
import org.yima.payment.plan.PlanDocument;
import org.yima.payment.plan.PlanShares;
import org.yima.payment.plan.PlanView;
import org.yima.payment.visit.BureauVisits;
import org.yima.platform.Caller;
import org.yima.platform.Database;
import org.yima.platform.Gateway;
import org.yima.platform.Id;
import org.yima.platform.IdType;
import org.yima.platform.Ids;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;
import org.yima.resident.Resident;
import org.yima.resident.Residents;

/** Makes plans. */
@ApplicationScoped
public class Planner {
  private static final Duration LIFE = Duration.ofMinutes(15);

  private final Database database;
  private final Ids ids;
  private final Clock clock;
  private final Residents residents;
  private final Instruments instruments;
  private final Institutions institutions;
  private final Insurers insurers;
  private final InsuranceTrial trial;
  private final GatewayCalls calls;
  private final PlanStore store;
  private final BureauVisits visits;

  Planner(
      Database database,
      Ids ids,
      Clock clock,
      Residents residents,
      Instruments instruments,
      Institutions institutions,
      Insurers insurers,
      InsuranceTrial trial,
      GatewayCalls calls,
      PlanStore store,
      BureauVisits visits) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.residents = residents;
    this.instruments = instruments;
    this.institutions = institutions;
    this.insurers = insurers;
    this.trial = trial;
    this.calls = calls;
    this.store = store;
    this.visits = visits;
  }

  /**
   * A bill, or what a refund leaves of it, to be planned.
   *
   * @param refundId the refund that settles anew; nothing for a first payment
   * @param standing the insured shares that such a refund reverses first
   */
  public record Ask(
      Caller caller,
      BillStore.Head bill,
      List<NewLine> lines,
      Optional<Id> refundId,
      Optional<Shares> standing,
      PlanRequest request) {
    long total() {
      return lines.stream().mapToLong(line -> line.amount().value()).sum();
    }
  }

  private record Known(
      Ask ask,
      Id planId,
      Resident resident,
      Institution institution,
      Optional<Instrument> wallet,
      List<Instrument> policies) {}

  private record Quoted(PlanDocument.Covered covered, Quote quote) {}

  /** Makes a plan and stores it; fails with the problem that the resident can act on. */
  public Uni<PlanStore.Plan> plan(Ask ask) {
    insurable(ask.bill(), ask.request());
    return known(ask).chain(this::plan);
  }

  private Uni<PlanStore.Plan> plan(Known known) {
    return insured(known)
        .chain(tried -> quotes(known, tried).map(quoted -> plan(known, tried, quoted)))
        .call(
            plan ->
                database.tx(
                    tx -> store.closeReplaced(tx, plan).chain(() -> store.insert(tx, plan))))
        .onFailure()
        .call(() -> visits.abandon(known.planId()));
  }

  /** Somebody without a document is insured by nobody, as far as anybody can tell. */
  private static void mustBeInsurable(Ask ask, Resident resident) {
    if (ask.request().useMedicalInsurance()) {
      resident.mustBeDocumented();
    }
  }

  private Uni<Known> known(Ask ask) {
    Id planId = ids.beside(IdType.PLAN, ask.bill().id());
    return residents
        .actingFor(ask.caller(), ask.bill().residentId())
        .invoke(resident -> mustBeInsurable(ask, resident))
        .chain(
            resident ->
                institutions
                    .get(ask.bill().institutionId())
                    .chain(
                        institution ->
                            wallet(ask, resident)
                                .chain(
                                    wallet ->
                                        policies(ask, resident)
                                            .map(
                                                policies ->
                                                    new Known(
                                                        ask,
                                                        planId,
                                                        resident,
                                                        institution,
                                                        wallet,
                                                        policies)))));
  }

  private Uni<Optional<Instrument>> wallet(Ask ask, Resident resident) {
    String id = ask.request().walletInstrumentId();
    if (id == null) {
      return Uni.createFrom().item(Optional.empty());
    }
    Uni<Optional<Instrument>> named = wallet(ask, resident, id).map(Optional::of);
    return ask.refundId().isEmpty()
        ? named
        : named
            .onFailure(Planner::isUnbound)
            .recoverWithUni(
                () ->
                    instruments
                        .active(resident.id(), InstrumentType.WECHAT)
                        .map(others -> others.stream().findFirst()));
  }

  /** What paid may have been unbound since: that must not stand in the way of a refund. */
  private static boolean isUnbound(Throwable failure) {
    return failure instanceof Problem problem && problem.type() == PlatformProblem.INPUT_INVALID;
  }

  private Uni<List<Instrument>> policies(Ask ask, Resident resident) {
    return Multi.createFrom()
        .iterable(ask.request().policies())
        .onItem()
        .transformToUniAndConcatenate(id -> policy(ask, resident, id))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(Optional::stream).toList());
  }

  /** A policy that was unbound since the payment bears nothing of what a refund leaves. */
  private Uni<Optional<Instrument>> policy(Ask ask, Resident resident, String id) {
    Uni<Optional<Instrument>> named = policyOf(resident, id).map(Optional::of);
    return ask.refundId().isEmpty()
        ? named
        : named.onFailure(Planner::isUnbound).recoverWithItem(Optional.empty());
  }

  /**
   * Whose wallet may pay a bill: its patient's, by whoever may act for the patient, and the payer's
   * own, for a relative may pay. Not that of a third person, whom the payer may act for as well:
   * the right to act for somebody is no right to spend their money on others. (What the family's
   * accounts bear is the bureau's to know, and part of its settlement.)
   */
  private Uni<Instrument> wallet(Ask ask, Resident patient, String text) {
    return instrument(
        text,
        "/walletInstrumentId",
        InstrumentType.WECHAT,
        id ->
            of(patient.id(), id)
                .chain(
                    found ->
                        found.isPresent()
                            ? Uni.createFrom().item(found)
                            : payersOwn(ask.caller(), id)));
  }

  /** A policy bears the costs of whom it insures, so it is the patient's own or none. */
  private Uni<Instrument> policyOf(Resident patient, String text) {
    return instrument(
        text, "/policyInstrumentIds", InstrumentType.COMMERCIAL_POLICY, id -> of(patient.id(), id));
  }

  private static Uni<Instrument> instrument(
      String text,
      String pointer,
      InstrumentType type,
      Function<Id, Uni<Optional<Instrument>>> by) {
    return Id.parse(IdType.INSTRUMENT, text)
        .map(by)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(
            found ->
                found
                    .filter(i -> i.type() == type && i.status() == InstrumentStatus.ACTIVE)
                    .orElseThrow(
                        () -> PlatformProblem.INPUT_INVALID.problem().at(pointer, "unknown")));
  }

  private Uni<Optional<Instrument>> payersOwn(Caller caller, Id instrument) {
    return callersOwn(caller)
        .chain(
            self ->
                self.map(resident -> of(resident, instrument))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Optional<Instrument>> of(Id holder, Id instrument) {
    return instruments
        .get(holder, instrument)
        .map(Optional::of)
        .onFailure(Problem.class)
        .recoverWithItem(Optional.empty());
  }

  /**
   * Refuses a wish for insurance that this bill can't have, before anybody is asked for anything:
   * plan.not-insurable, or plan.diagnosis-missing until the hospital has given one.
   */
  public static void insurable(BillStore.Head bill, PlanRequest request) {
    if (request.useMedicalInsurance() && insured(bill).diseaseCode() == null) {
      throw PaymentProblem.PLAN_DIAGNOSIS_MISSING.problem();
    }
  }

  private static InsuranceTerms insured(BillStore.Head bill) {
    return bill.insurance()
        .filter(terms -> terms.mode() == InsuranceMode.PLATFORM_LED)
        .orElseThrow(PaymentProblem.PLAN_NOT_INSURABLE::problem);
  }

  private Uni<Optional<InsuranceTrial.Tried>> insured(Known known) {
    Ask ask = known.ask();
    if (!ask.request().useMedicalInsurance()) {
      return Uni.createFrom().item(Optional.empty());
    }
    InsuranceTerms terms = insured(ask.bill());
    InsuranceTrial.Ask trying =
        new InsuranceTrial.Ask(
            known.planId(),
            ask.bill().id(),
            known.institution(),
            known.resident(),
            terms,
            ask.lines());
    PlanRequest.Authorisation authorisation = ask.request().insuranceAuthorisation();
    return authoriser(known, authorisation)
        .chain(payer -> trial.of(trying, authorisation, payer))
        .map(Optional::of);
  }

  /** By whom the wallet knows who says yes: in WeChat by who pays the rest. */
  private Uni<String> authoriser(Known known, PlanRequest.Authorisation authorisation) {
    return authorisation.inAlipay()
        ? inAlipay(known)
        : Uni.createFrom()
            .item(
                known
                    .wallet()
                    .map(Instrument::reference)
                    .orElseThrow(PaymentProblem.PLAN_WALLET_NEEDED::problem));
  }

  /** In Alipay it is the patient, or who acts for them. */
  private Uni<String> inAlipay(Known known) {
    return alipay(known.resident().id())
        .chain(
            own ->
                own.isPresent()
                    ? Uni.createFrom().item(own)
                    : callersOwn(known.ask().caller()).chain(this::alipayOf))
        .map(Planner::bound);
  }

  private Uni<Optional<String>> alipayOf(Optional<Id> holder) {
    return holder.map(this::alipay).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Uni<Optional<String>> alipay(Id holder) {
    return instruments
        .active(holder, InstrumentType.ALIPAY)
        .map(wallets -> wallets.stream().map(Instrument::reference).findFirst());
  }

  /** The caller as a resident, where they are one themselves. */
  private Uni<Optional<Id>> callersOwn(Caller caller) {
    return residents
        .ofCaller(caller)
        .onItem()
        .transformToMulti(Multi.createFrom()::iterable)
        .select()
        .when(resident -> residents.isSelf(caller, resident))
        .collect()
        .first()
        .map(Optional::ofNullable);
  }

  private static String bound(Optional<String> payer) {
    return payer.orElseThrow(
        () ->
            PlatformProblem.INPUT_INVALID
                .problem()
                .at("/insuranceAuthorisation/channel", "wallet-not-bound"));
  }

  /** One insurer after the other is asked about what the ones before leave. */
  private Uni<List<Quoted>> quotes(Known known, Optional<InsuranceTrial.Tried> tried) {
    long cash = shares(known, tried).cash();
    return Multi.createFrom()
        .iterable(known.policies())
        .onItem()
        .transformToUniAndConcatenate(policy -> quote(known, tried, policy))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .collect()
        .asList()
        .map(quoted -> within(cash, quoted));
  }

  private static List<Quoted> within(long cash, List<Quoted> quoted) {
    List<Quoted> used = new ArrayList<>();
    long left = cash;
    for (Quoted one : quoted) {
      long amount = Math.min(left, one.covered().amount());
      if (amount > 0) {
        used.add(
            new Quoted(
                new PlanDocument.Covered(
                    one.covered().insurerId(), one.covered().quoteId(), amount),
                one.quote()));
        left -= amount;
      }
    }
    return used;
  }

  private static Shares shares(Known known, Optional<InsuranceTrial.Tried> tried) {
    return tried
        .map(t -> SharesOf.settlement(t.settlement()))
        .orElseGet(() -> new Shares(0, Map.of(), 0, 0, 0, known.ask().total()));
  }

  /**
   * An insurer that gives no clear answer bears nothing: the resident may pay first, claim later.
   */
  private Uni<Optional<Quoted>> quote(
      Known known, Optional<InsuranceTrial.Tried> tried, Instrument policy) {
    Id insurer =
        policy.insurerId().orElseThrow(() -> new IllegalStateException("a policy of nobody"));
    String quoteId = ids.beside(IdType.CLAIM, known.planId()).toString();
    QuoteRequest request = request(known, tried, policy, quoteId);
    return insurers
        .of(insurer)
        .chain(
            port ->
                calls.made(
                    Gateway.insurer(insurer),
                    known.planId(),
                    "QUOTE",
                    quoteId,
                    () -> port.quote(request)))
        .map(Outcome::toOptional)
        .map(
            quote ->
                quote.map(
                    q ->
                        new Quoted(new PlanDocument.Covered(insurer, quoteId, q.coveredFen()), q)));
  }

  private static QuoteRequest request(
      Known known, Optional<InsuranceTrial.Tried> tried, Instrument policy, String quoteId) {
    Ask ask = known.ask();
    Shares shares = shares(known, tried);
    return new QuoteRequest(
        quoteId,
        policy.reference(),
        new QuoteRequest.Institution(known.institution().code(), known.institution().name()),
        new QuoteRequest.Bill(
            ask.bill().id().toString(),
            ask.bill().version(),
            ask.total(),
            ask.lines().stream()
                .map(
                    line ->
                        new QuoteRequest.Line(
                            line.lineNo(), line.code(), line.name(), line.amount().value()))
                .toList()),
        new QuoteRequest.BasicInsurance(
            shares.fund(), shares.account() + shares.mutualAid(), shares.cash()));
  }

  private PlanStore.Plan plan(
      Known known, Optional<InsuranceTrial.Tried> tried, List<Quoted> quoted) {
    Ask ask = known.ask();
    Optional<Shares> insured = tried.map(t -> SharesOf.settlement(t.settlement()));
    long commercial = quoted.stream().mapToLong(q -> q.covered().amount()).sum();
    PlanShares shares = PlanShares.of(ask.total(), insured, commercial);
    mustBePayable(known, shares);
    PlanView view =
        PlanView.of(
            known.planId(),
            expiry(ask, tried, quoted),
            new PlanView.BillRef(ask.bill().id(), ask.bill().version()),
            shares,
            Allocation.of(lines(ask, tried), shares),
            legs(insured, quoted, shares),
            reasons(ask, tried, quoted));
    PlanDocument document =
        new PlanDocument(
            view,
            insured,
            quoted.stream().map(Quoted::covered).toList(),
            known.wallet().map(Instrument::id),
            known.policies().stream().map(Instrument::id).toList());
    return new PlanStore.Plan(
        known.planId(),
        ask.bill().id(),
        ask.bill().version(),
        ask.refundId(),
        Optional.of(new Id(IdType.ACCOUNT, ask.caller().payer().uuid())),
        true,
        document,
        context(known, tried),
        view.expiresAt());
  }

  /** Nothing is promised that could not be asked of a wallet afterwards. */
  private static void mustBePayable(Known known, PlanShares shares) {
    if (shares.selfPay() == 0) {
      return;
    }
    if (!known.institution().takesWallets()) {
      throw PaymentProblem.PLAN_NO_MERCHANT.problem();
    }
    if (known.wallet().isEmpty()) {
      throw PaymentProblem.PLAN_WALLET_NEEDED.problem();
    }
  }

  private OffsetDateTime expiry(
      Ask ask, Optional<InsuranceTrial.Tried> tried, List<Quoted> quoted) {
    Instant end = clock.instant().plus(LIFE);
    List<Instant> ends = new ArrayList<>(List.of(end));
    tried.ifPresent(t -> ends.add(t.authorisedUntil()));
    quoted.forEach(q -> ends.add(q.quote().validUntil()));
    if (ask.refundId().isEmpty()) {
      ask.bill().payBefore().ifPresent(before -> ends.add(before.toInstant()));
    }
    return ends.stream()
        .min(Instant::compareTo)
        .orElse(end)
        .atZone(clock.getZone())
        .toOffsetDateTime();
  }

  private static List<Allocation.Line> lines(Ask ask, Optional<InsuranceTrial.Tried> tried) {
    Map<Integer, Long> inScope = tried.map(InsuranceTrial.Tried::inScope).orElse(Map.of());
    return ask.lines().stream()
        .map(
            line ->
                new Allocation.Line(
                    line.lineNo(),
                    line.code(),
                    line.name(),
                    line.amount().value(),
                    inScope.getOrDefault(line.lineNo(), 0L)))
        .toList();
  }

  private static List<PlanView.PlanLeg> legs(
      Optional<Shares> insured, List<Quoted> quoted, PlanShares shares) {
    List<PlanView.PlanLeg> legs = new ArrayList<>();
    quoted.forEach(
        q -> legs.add(new PlanView.PlanLeg(LegKind.COMMERCIAL.name(), q.covered().amount())));
    if (shares.selfPay() > 0) {
      legs.add(new PlanView.PlanLeg(LegKind.WALLET.name(), shares.selfPay()));
    }
    insured.ifPresent(s -> legs.add(new PlanView.PlanLeg(LegKind.INSURANCE.name(), s.insured())));
    return legs;
  }

  private static List<PlanView.Reason> reasons(
      Ask ask, Optional<InsuranceTrial.Tried> tried, List<Quoted> quoted) {
    List<PlanView.Reason> reasons = new ArrayList<>();
    ask.standing()
        .ifPresent(
            shares -> {
              reasons.add(bureau("account-before", Long.toString(shares.account())));
              reasons.add(bureau("mutual-aid-before", Long.toString(shares.mutualAid())));
            });
    tried
        .map(InsuranceTrial.Tried::settlement)
        .map(Settlement::facts)
        .ifPresent(
            facts -> {
              reasons.add(bureau("deductible", Long.toString(facts.deductibleFen())));
              reasons.add(bureau("in-scope", Long.toString(facts.inScopeFen())));
              reasons.add(bureau("own-paid-first", Long.toString(facts.ownPaidFirstFen())));
              reasons.add(bureau("fully-own-paid", Long.toString(facts.fullyOwnPaidFen())));
              reasons.add(bureau("pool-self-pay-ratio", facts.poolSelfPayRatio()));
            });
    quoted.forEach(
        q ->
            q.quote()
                .reasons()
                .forEach(r -> reasons.add(new PlanView.Reason("INSURER", r.code(), r.text()))));
    return reasons;
  }

  private static PlanView.Reason bureau(String code, String text) {
    return new PlanView.Reason("BUREAU", code, text);
  }

  private static JsonObject context(Known known, Optional<InsuranceTrial.Tried> tried) {
    JsonObject context = new JsonObject();
    known
        .wallet()
        .ifPresent(
            wallet ->
                context.put(
                    "wallet",
                    LegContext.wallet(wallet.reference(), known.ask().bill().title()).values()));
    tried.ifPresent(t -> context.put("insurance", t.context().values()));
    return context;
  }
}
