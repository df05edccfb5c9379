package org.yima.gateway.bureau;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.Done;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.InsuredPerson;
import org.yima.gateway.insurance.LineFact;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.Reversed;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.Settlement;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.SettlementStatus;
import org.yima.gateway.insurance.UnknownCall;
import org.yima.gateway.insurance.VisitRecord;

/** The provider interface of one bureau. */
public final class FsiMedicalInsurance implements MedicalInsurance {

  private final FsiChannel channel;
  private final FsiProfile profile;
  private final FsiInputs inputs;
  private final FsiSettlements settlements;

  public FsiMedicalInsurance(FsiSettings settings, InstantSource clock, SecureRandom random) {
    this.channel = new FsiChannel(settings, clock, random);
    this.profile = settings.profile();
    this.inputs = new FsiInputs(profile.payAuthNoAsCredential());
    this.settlements = new FsiSettlements(profile.mutualAidPayer(), profile.hospitalShare());
  }

  @Override
  public Outcome<String> signIn(BureauCall call, String mac, String ip) {
    ObjectNode input = Json.object();
    input
        .putObject("signIn")
        .put("opter_no", call.institution().operatorCode())
        .put("mac", mac)
        .put("ip", ip);
    return ask(
        FsiTransaction.SIGN_IN,
        call,
        input,
        output ->
            output
                .object("signinoutb")
                .orElseThrow(() -> new UnreadableAnswer("signinoutb"))
                .text("sign_no"));
  }

  @Override
  public Outcome<Done> signOut(BureauCall call) {
    ObjectNode input = Json.object();
    input
        .putObject("signOut")
        .put("sign_no", call.signNumber())
        .put("opter_no", call.institution().operatorCode());
    return tell(FsiTransaction.SIGN_OUT, call, input);
  }

  @Override
  public Outcome<InsuredPerson> identify(BureauCall call, InsuranceCredential credential) {
    return ask(
        FsiTransaction.IDENTIFY, call, inputs.identify(credential), FsiOutputs::insuredPerson);
  }

  @Override
  public Outcome<Registration> register(BureauCall call, Register visit) {
    return ask(
        FsiTransaction.REGISTER,
        call,
        inputs.register(visit),
        output -> {
          Fields data = output.object("data").orElseThrow(() -> new UnreadableAnswer("data"));
          data.mustRepeat("psn_no", visit.psnNo());
          data.mustRepeat("ipt_otp_no", visit.visitNumber());
          return new Registration(data.text("mdtrt_id"), visit.psnNo(), visit.visitNumber());
        });
  }

  @Override
  public Outcome<Done> cancelRegistration(BureauCall call, Registration registration) {
    return cancelled(
        tell(
            FsiTransaction.CANCEL_REGISTRATION,
            call,
            FsiInputs.cancelRegistration(registration),
            said -> isOf(said, registration.psnNo(), registration.mdtrtId())));
  }

  @Override
  public Outcome<Done> recordVisit(BureauCall call, VisitRecord visit) {
    return tell(FsiTransaction.RECORD_VISIT, call, FsiInputs.visit(visit));
  }

  @Override
  public Outcome<List<LineFact>> uploadDetails(BureauCall call, FeeUpload fees) {
    return ask(
        FsiTransaction.UPLOAD_DETAILS,
        call,
        FsiInputs.upload(fees),
        output -> FsiOutputs.lineFacts(output, fees));
  }

  @Override
  public Outcome<Done> cancelDetails(BureauCall call, FeeBatch batch) {
    return cancelled(
        tell(
            FsiTransaction.CANCEL_DETAILS,
            call,
            FsiInputs.batch(batch),
            said -> isOf(said, batch.psnNo(), batch.mdtrtId())));
  }

  private static Outcome<Done> cancelled(Outcome<Done> told) {
    boolean already =
        told instanceof Outcome.Declined<Done> declined
            && declined.code().equals(RefusalTable.VISIT_CANCELLED);
    return already ? Outcome.succeeded(Done.DONE) : told;
  }

  @Override
  public Outcome<Settlement> preSettle(BureauCall call, SettleOrder order) {
    return ask(
        FsiTransaction.PRE_SETTLE,
        call,
        inputs.preSettle(order),
        output -> settlements.trial(infoOf(output, order)));
  }

  @Override
  public Outcome<Settlement> settle(BureauCall call, SettleOrder order) {
    return ask(
        FsiTransaction.SETTLE,
        call,
        inputs.settle(order),
        output -> settlements.settled(infoOf(output, order)));
  }

  private static Fields infoOf(Fields output, SettleOrder order) {
    Fields info = info(output).orElseThrow(() -> new UnreadableAnswer("setlinfo"));
    info.mustRepeat("psn_no", order.psnNo());
    info.mustRepeat("mdtrt_id", order.mdtrtId());
    info.mustRepeat("insutype", order.insutype());
    if (info.yuanAsFen("medfee_sumamt") != order.totalFen()) {
      throw new UnreadableAnswer("medfee_sumamt");
    }
    return info;
  }

  /** The settlement of an output, which some write as a list of one. */
  private static Optional<Fields> info(Fields output) {
    if (!output.has("setlinfo")) {
      return Optional.empty();
    }
    Optional<Fields> info = output.object("setlinfo");
    if (info.isPresent()) {
      return info;
    }
    List<Fields> all = output.objects("setlinfo");
    if (all.size() > 1) {
      throw new UnreadableAnswer("setlinfo");
    }
    return all.stream().findFirst();
  }

  @Override
  public Outcome<Reversed> reverse(BureauCall call, SettlementKey settlement) {
    if (settlement.setlId().isEmpty()) {
      throw new IllegalArgumentException("a settlement is reversed by its number");
    }
    Outcome<Done> told =
        ask(
            FsiTransaction.REVERSE,
            call,
            FsiInputs.settlement(settlement),
            output -> {
              info(output).ifPresent(info -> isOf(info, settlement.psnNo(), settlement.mdtrtId()));
              return Done.DONE;
            });
    if (told instanceof Outcome.Declined<Done> declined
        && declined.reason() == DeclineReason.CLOSED
        && declined.code().equals(RefusalTable.ALREADY_REVERSED)) {
      return Outcome.succeeded(new Reversed(settlement.setlId(), true));
    }
    return told.map(done -> new Reversed(settlement.setlId(), false));
  }

  /**
   * What need not be repeated, but is of this person's visit where it is. A reversal has a number
   * of its own.
   */
  private static void isOf(Fields said, String psnNo, String mdtrtId) {
    if (said.has("psn_no")) {
      said.mustRepeat("psn_no", psnNo);
    }
    if (said.has("mdtrt_id")) {
      said.mustRepeat("mdtrt_id", mdtrtId);
    }
  }

  @Override
  public Outcome<Done> reverseUnknown(BureauCall call, UnknownCall unknown) {
    Outcome<Done> told =
        tell(
            FsiTransaction.REVERSE_UNKNOWN,
            call,
            FsiInputs.unknownCall(unknown, profile.number(transaction(unknown.kind()))),
            said -> isOf(said, unknown));
    return told instanceof Outcome.Declined<Done> declined && isReversed(declined)
        ? Outcome.succeeded(Done.DONE)
        : told;
  }

  /** What is said to whoever asks once more for what was done. */
  private static boolean isReversed(Outcome.Declined<?> said) {
    return said.reason() == DeclineReason.CLOSED
        && (said.code().equals(RefusalTable.ALREADY_REVERSED)
            || said.code().equals(RefusalTable.BARRED));
  }

  private static void isOf(Fields said, UnknownCall unknown) {
    if (said.has("psn_no")) {
      said.mustRepeat("psn_no", unknown.psnNo());
    }
    if (said.has("omsgid")) {
      said.mustRepeat("omsgid", unknown.msgid());
    }
  }

  private static FsiTransaction transaction(UnknownCall.Kind kind) {
    return switch (kind) {
      case SETTLE -> FsiTransaction.SETTLE;
      case REVERSE -> FsiTransaction.REVERSE;
    };
  }

  @Override
  public Outcome<SettlementStatus> querySettlement(BureauCall call, SettlementKey settlement) {
    Outcome<SettlementStatus> asked =
        ask(
            FsiTransaction.QUERY_SETTLEMENT,
            call,
            FsiInputs.settlement(settlement),
            output ->
                info(output).map(info -> status(info, settlement)).orElseGet(this::withoutAny));
    return asked instanceof Outcome.Declined<SettlementStatus> declined
            && declined.code().equals(RefusalTable.NO_SETTLEMENT)
        ? Outcome.succeeded(SettlementStatus.notFound())
        : asked;
  }

  private SettlementStatus withoutAny() {
    if (!profile.emptyIsNotFound()) {
      throw new UnreadableAnswer("setlinfo");
    }
    return SettlementStatus.notFound();
  }

  private SettlementStatus status(Fields info, SettlementKey asked) {
    info.mustRepeat("psn_no", asked.psnNo());
    info.mustRepeat("mdtrt_id", asked.mdtrtId());
    if (!asked.setlId().isEmpty()) {
      info.mustRepeat("setl_id", asked.setlId());
    } else {
      info.mustRepeat("medins_setl_id", asked.settleMsgid());
    }
    SettlementStatus.State state =
        switch (info.optionalText("refd_setl_flag").orElse("0")) {
          case "0" -> SettlementStatus.State.SETTLED;
          case "1" -> SettlementStatus.State.REVERSED;
          default -> throw new UnreadableAnswer("refd_setl_flag");
        };
    return settlements.status(info, state);
  }

  private <T> Outcome<T> ask(
      FsiTransaction transaction, BureauCall call, ObjectNode input, Function<Fields, T> reader) {
    return channel
        .call(transaction, call, input)
        .then(output -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(reader.apply(output))));
  }

  private Outcome<Done> tell(FsiTransaction transaction, BureauCall call, ObjectNode input) {
    return tell(transaction, call, input, said -> {});
  }

  /** Of calls without an output: what is said all the same, flat or within data, has to fit. */
  private Outcome<Done> tell(
      FsiTransaction transaction, BureauCall call, ObjectNode input, Consumer<Fields> fits) {
    return ask(
        transaction,
        call,
        input,
        output -> {
          fits.accept(output);
          output.object("data").ifPresent(fits);
          return Done.DONE;
        });
  }
}
