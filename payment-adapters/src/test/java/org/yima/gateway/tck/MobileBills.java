package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.VisitRecord;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.Payer;
import org.yima.gateway.mobilepay.Uploaded;

/** An insured person of the sandbox and bills of theirs, authorised at the counter. */
public final class MobileBills {
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 9, 0);
  private final SandboxWorld world;
  private final String idNumber;
  private final Payer payer;
  private String psnNo;

  public MobileBills(SandboxWorld world, String idNumber, String name) {
    this.world = world;
    this.idNumber = idNumber;
    this.payer = new Payer("01", idNumber, name);
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
                1_000_000_000L));
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

  /** One line in scope and one wholly own. */
  public BillUpload bill(String number, long inScope, long own) {
    return new BillUpload(
        BureauSection.MOBILE_HOSPITAL,
        number,
        new BillUpload.Insured(psnNo, "310", BureauSection.AREA, payer),
        new BillUpload.Visit(
            "",
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
        new BillUpload.Amounts(inScope + own, own, 0, 0, inScope),
        List.of(line(number + "-1", "01", inScope), line(number + "-2", "03", own)),
        authorisation(),
        Optional.empty(),
        Optional.of("104.065735,30.659462"));
  }

  private static FeeUpload.Line line(String id, String itemClass, long fen) {
    return new FeeUpload.Line(
        id,
        "CODE" + itemClass,
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
