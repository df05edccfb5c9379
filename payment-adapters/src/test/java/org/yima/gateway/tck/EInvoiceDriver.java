package org.yima.gateway.tck;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.einvoice.BosssoftInvoices;
import org.yima.gateway.einvoice.BosssoftProfile;
import org.yima.gateway.einvoice.BosssoftSettings;
import org.yima.gateway.einvoice.EInvoices;
import org.yima.gateway.einvoice.InvoiceRequest;
import org.yima.gateway.einvoice.IssuedInvoice;
import org.yima.gateway.einvoice.WriteOff;

/**
 * Medical e-invoices: to pay is to issue, to refund is to write off. A platform is asked by its own
 * number alone, so that one whose answer was lost is found where the platform answers the same
 * request alike, which this one does; it reports of nothing, and it has no statement.
 */
final class EInvoiceDriver extends AdapterDriver<EInvoices> implements Refunding {

  private static final long FEN = 3_456;
  private static final String APP = "TCKHOSP1";
  private static final String KEY = "a-key-of-both-sides";
  private static final String PLACE = "001";

  private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  EInvoiceDriver(SandboxWorld world) {
    super(
        world,
        "einvoice",
        Map.of(Step.PAY, "invoiceEBillOutpatient", Step.REFUND, "writeOffEBill"),
        List.of(),
        calls ->
            new BosssoftInvoices(
                new BosssoftSettings(
                    world.uri().resolve("/medical-web/api/medical/"),
                    APP,
                    KEY,
                    BosssoftProfile.usual(
                            Map.of(
                                "E0005",
                                DeclineReason.CLOSED,
                                "E0105",
                                DeclineReason.NOT_PERMITTED))
                        .repeated(BosssoftProfile.Repetition.SAME_ANSWER),
                    calls),
                new SecureRandom()));
  }

  /** For the sandbox's configuration. */
  static Map<String, Object> section() {
    return Map.of(
        "issuers",
        List.of(Map.of("appId", APP, "appKey", KEY, "placeCode", PLACE, "name", "第一人民医院")));
  }

  @Override
  public String name() {
    return "Fiscal e-invoice (a platform that answers a repetition alike)";
  }

  @Override
  public Set<Case> cases() {
    return EnumSet.of(
        Case.HAPPY,
        Case.DECLINED,
        Case.FOUND_PAID,
        Case.FOUND_UNPAID,
        Case.DUPLICATE,
        Case.REFUND_TWICE,
        Case.REFUND_UNKNOWN);
  }

  @Override
  public long fen() {
    return FEN;
  }

  @Override
  public long back() {
    return FEN;
  }

  @Override
  public Standing pay(String number) {
    return Standing.of(deciding().issue(request(number, PLACE)), Standing.PAID);
  }

  @Override
  public Standing payRefused(String number) {
    return Standing.of(adapter().issue(request(number, "999")), Standing.PAID);
  }

  private InvoiceRequest request(String number, String place) {
    return new InvoiceRequest(
        number,
        InvoiceRequest.Kind.OUTPATIENT,
        began,
        place,
        "C001",
        new InvoiceRequest.Payer("张三", "44030019000101123X", "", "", "", "", "P0001"),
        InvoiceRequest.Visit.none(),
        FEN,
        InvoiceRequest.Insurance.none(),
        List.of(
            new InvoiceRequest.ChargeLine(
                "A01", "西药费", "项", new BigDecimal("34.56"), BigDecimal.ONE, FEN, FEN)),
        List.of(),
        List.of(),
        List.of(),
        "");
  }

  @Override
  public boolean asksByRepeating() {
    return true;
  }

  /** One invoice is written off once, whoever asks. */
  @Override
  public boolean knowsReturns() {
    return false;
  }

  @Override
  public Standing find(String number) {
    return adapter()
        .find(request(number, PLACE))
        .toOptional()
        .flatMap(issued -> adapter().standing(issued.ref()).toOptional())
        .map(found -> found.red().isPresent() ? Standing.RETURNED : Standing.PAID)
        .orElse(Standing.UNKNOWN);
  }

  @Override
  public Standing refund(String number, String refundNumber) {
    Optional<IssuedInvoice> issued = adapter().find(request(number, PLACE)).toOptional();
    return issued
        .map(
            invoice ->
                Standing.of(
                    deciding().writeOff(new WriteOff(invoice.ref(), "退费", "C001", PLACE, began)),
                    Standing.RETURNED))
        .orElse(Standing.UNKNOWN);
  }

  @Override
  public long moved() {
    return world.balance("einvoice", "invoiced:" + APP);
  }
}
