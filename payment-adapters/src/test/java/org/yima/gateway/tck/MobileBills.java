package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.yima.gateway.bureau.FsiMedicalInsurance;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceAuthorisation.Authorised;
import org.yima.gateway.insurance.InsuredPerson;
import org.yima.gateway.insurance.MedicalInsurance;
import org.yima.gateway.insurance.MessageId;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.VisitRecord;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.Payer;
import org.yima.gateway.mobilepay.Uploaded;

/**
 * An insured person of the sandbox and bills of theirs, authorised at the counter or in a wallet.
 */
public final class MobileBills {
  private static final AtomicInteger MESSAGES = new AtomicInteger();
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 9, 0);
  private final SandboxWorld world;
  private final String idNumber;
  private final Payer payer;
  private final MedicalInsurance bureau;
  private final Set<String> limited = new HashSet<>();
  private String psnNo;

  public MobileBills(SandboxWorld world, String idNumber, String name) {
    this.world = world;
    this.idNumber = idNumber;
    this.payer = new Payer("01", idNumber, name);
    this.bureau =
        new FsiMedicalInsurance(
            BureauSection.fsi(world.uri()), InstantSource.system(), new SecureRandom());
  }

  /** Insures the person anew: fen, and a reason to be refused or empty text. */
  public void insure(long account, String ratio, String refusal) {
    Map<String, Object> body =
        new HashMap<>(
            Map.of(
                "idNumber",
                idNumber,
                "name",
                payer.name(),
                "accountBalance",
                account,
                "deductible",
                0,
                "ratio",
                ratio,
                "ceiling",
                1_000_000_000L,
                "hospitalOverLimitRatio",
                "0.6"));
    if (!refusal.isEmpty()) {
      body.put("refusal", refusal);
    }
    psnNo = world.control("insured", body).path("psnNo").asText();
  }

  public String psnNo() {
    return psnNo;
  }

  public Payer payer() {
    return payer;
  }

  /** The token of a credential shown at the counter. */
  public Authorisation authorisation() {
    return Authorisation.ecToken(
        world
            .control("insured/" + idNumber + "/authorise", Map.of("channel", "COUNTER"))
            .path("authCode")
            .asText());
  }

  /**
   * What a bill is made of, in fen.
   *
   * @param overLimit of the line in scope, above its price limit: the institution bears six tenths
   *     of it
   */
  public record Parts(long inScope, long overLimit, long own) {
    long totalFen() {
      return inScope + overLimit + own;
    }

    /** What somebody pays: all but what the institution bears. */
    long paidFen() {
      return totalFen() - overLimit * 6 / 10;
    }
  }

  /** One line in scope and one wholly own, by the token of a credential shown at the counter. */
  public BillUpload bill(String number, long inScope, long own) {
    return bill(number, new Parts(inScope, 0, own));
  }

  /** At the counter. */
  BillUpload bill(String number, Parts parts) {
    return bill(number, parts, "", authorisation());
  }

  /**
   * As somebody is treated who authorised in a wallet: known by their document (1101), registered
   * (2201), and the authorisation goes with the bill.
   */
  BillUpload bill(String number, Parts parts, Authorised allowed) {
    InsuredPerson person = bureau.identify(call(), allowed.credential()).toOptional().orElseThrow();
    Registration visit =
        bureau
            .register(
                call(),
                new Register(
                    person.psnNo(),
                    "310",
                    allowed.credential(),
                    "V" + number,
                    AT,
                    Optional.empty(),
                    Optional.empty()))
            .toOptional()
            .orElseThrow();
    return bill(number, parts, visit.mdtrtId(), Authorisation.payAuthNo(allowed.payAuthNo()));
  }

  private static BureauCall call() {
    String hospital = BureauSection.MOBILE_HOSPITAL;
    int message = MESSAGES.incrementAndGet();
    return new BureauCall(
        MessageId.of(hospital, AT.plusSeconds(message / 10_000), message % 10_000),
        new BureauCall.Institution(hospital, "第二医院", BureauSection.AREA, "yima", "医码"),
        BureauSection.AREA);
  }

  private BillUpload bill(String number, Parts parts, String mdtrtId, Authorisation allowed) {
    long own = parts.own() + parts.overLimit();
    long first = parts.inScope() + parts.overLimit();
    return new BillUpload(
        BureauSection.MOBILE_HOSPITAL,
        number,
        new BillUpload.Insured(psnNo, "310", BureauSection.AREA, payer),
        new BillUpload.Visit(
            mdtrtId,
            "V" + number,
            AT,
            Optional.empty(),
            Optional.empty(),
            "11",
            "01",
            "B" + number,
            true,
            "",
            List.of(
                new VisitRecord.Diagnosis(
                    "J06.900", "急性上呼吸道感染", Optional.empty(), Optional.empty(), AT))),
        new BillUpload.Amounts(parts.totalFen(), own, parts.overLimit(), 0, parts.inScope()),
        List.of(
            line(number + "-1", item(parts), "01", first),
            line(number + "-2", "CODE03", "03", parts.own())),
        allowed,
        Optional.empty(),
        Optional.of("104.065735,30.659462"));
  }

  /** An item of the catalogue whose limit is what is in scope. */
  private String item(Parts parts) {
    if (parts.overLimit() == 0) {
      return "CODE01";
    }
    String code = "LIMIT" + parts.inScope();
    if (limited.add(code)
        && !world
            .control(
                "catalogue",
                Map.of("code", code, "insuranceClass", "01", "priceLimit", parts.inScope()))
            .path("code")
            .asText()
            .equals(code)) {
      throw new AssertionError(code);
    }
    return code;
  }

  private static FeeUpload.Line line(String id, String code, String itemClass, long fen) {
    return new FeeUpload.Line(
        id,
        code,
        "OWN" + itemClass,
        itemClass,
        "项目",
        fen,
        BigDecimal.ONE,
        BigDecimal.valueOf(fen, 2),
        AT,
        "",
        Optional.empty(),
        Optional.empty(),
        true);
  }

  public static OrderPlacement placement(BillUpload bill, Uploaded uploaded) {
    return new OrderPlacement(
        bill.orgCodg(),
        uploaded.payOrdId(),
        uploaded.payToken(),
        bill.authorisation(),
        "S" + bill.ownNumber(),
        bill.visit().batchNumber(),
        bill.visit().feeType(),
        uploaded.mdtrtId().orElse(""),
        bill.visit().useAccount(),
        bill.amounts().totalFen(),
        bill.location());
  }

  public OrderKey key(Uploaded uploaded) {
    return new OrderKey(
        BureauSection.MOBILE_HOSPITAL, uploaded.payOrdId(), uploaded.payToken(), payer);
  }
}
