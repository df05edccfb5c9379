package org.yima.gateway.einvoice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.UnknownCause;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;

/** A platform of the Bosssoft (博思) shape. */
public final class BosssoftInvoices implements EInvoices {
  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS");

  private final BosssoftClient client;
  private final BosssoftProfile profile;

  public BosssoftInvoices(BosssoftSettings settings, SecureRandom random) {
    this.client = new BosssoftClient(settings, random);
    this.profile = settings.profile();
  }

  /** Seventeen digits, China Standard Time. */
  static String time(Instant at) {
    return TIME.withZone(ZONE).format(at);
  }

  @Override
  public Outcome<IssuedInvoice> issue(InvoiceRequest request) {
    Outcome<IssuedInvoice> answered = send(request);
    return isUsed(answered) && profile.repetition() != BosssoftProfile.Repetition.SAME_ANSWER
        ? Outcome.unknown(UnknownCause.SERVER_ERROR)
        : answered;
  }

  @Override
  public Outcome<IssuedInvoice> find(InvoiceRequest request) {
    return switch (profile.repetition()) {
      case SAME_ANSWER -> send(request);
      case REFUSED_AS_DONE -> {
        Outcome<IssuedInvoice> answered = send(request);
        yield answered instanceof Outcome.Declined<IssuedInvoice> used && isUsed(answered)
            ? Outcome.declined(DeclineReason.AT_THE_WINDOW, used.code())
            : answered;
      }
      case NOT_KNOWN -> Outcome.declined(DeclineReason.AT_THE_WINDOW, "busNo");
    };
  }

  private static boolean isUsed(Outcome<IssuedInvoice> answered) {
    return answered instanceof Outcome.Declined<IssuedInvoice> declined
        && declined.reason() == DeclineReason.ID_REUSED;
  }

  private Outcome<IssuedInvoice> send(InvoiceRequest request) {
    String call =
        switch (request.kind()) {
          case OUTPATIENT -> "invoiceEBillOutpatient";
          case INPATIENT -> "invEBillHospitalized";
          case REGISTRATION -> "invEBillRegistration";
          case CHECK_UP -> "invEBillCheckUp";
        };
    String type = profile.businessTypes().get(request.kind());
    return change(
        call,
        InvoiceFields.of(request, type),
        answer -> issued(answer, "billBatchCode", "billNo", "random"));
  }

  @Override
  public Outcome<IssuedInvoice> writeOff(WriteOff order) {
    ObjectNode content =
        named(order.invoice())
            .put("reason", order.reason())
            .put("operator", order.operator())
            .put("busDateTime", time(order.at()))
            .put("placeCode", order.placeCode());
    return change(
        "writeOffEBill",
        content,
        answer -> issued(answer, "eScarletBillBatchCode", "eScarletBillNo", "eScarletRandom"));
  }

  private static ObjectNode named(InvoiceRef invoice) {
    return Json.object().put("billBatchCode", invoice.batchCode()).put("billNo", invoice.number());
  }

  private static IssuedInvoice issued(Fields answer, String batch, String number, String check) {
    return new IssuedInvoice(
        new InvoiceRef(answer.text(batch), answer.text(number)),
        answer.text(check),
        instant(answer.text("createTime")),
        answer
            .optionalText("pictureNetUrl")
            .or(() -> answer.optionalText("pictureUrl"))
            .map(URI::create));
  }

  private static Instant instant(String text) {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZONE);
    } catch (DateTimeException malformed) {
      throw new UnreadableAnswer("createTime");
    }
  }

  @Override
  public Outcome<InvoiceStanding> standing(InvoiceRef invoice) {
    return ask(
        "getEBillStatesByBillInfo",
        named(invoice),
        answer -> {
          answer.mustRepeat("billBatchCode", invoice.batchCode());
          answer.mustRepeat("billNo", invoice.number());
          return new InvoiceStanding(
              invoice,
              is(answer, "state", "1", "2"),
              is(answer, "isPrtPaper", "1", "0")
                  ? Optional.of(new PaperRef(answer.text("pBillBatchCode"), answer.text("pBillNo")))
                  : Optional.empty(),
              is(answer, "isScarlet", "1", "0")
                  ? Optional.of(
                      new InvoiceRef(
                          answer.text("scarletBillBatchCode"), answer.text("scarletBillNo")))
                  : Optional.empty());
        });
  }

  /** A flag that has one of two values. */
  private static boolean is(Fields answer, String name, String yes, String no) {
    String value = answer.text(name);
    if (!value.equals(yes) && !value.equals(no)) {
      throw new UnreadableAnswer(name);
    }
    return value.equals(yes);
  }

  @Override
  public Outcome<PaperRef> nextPaper(String placeCode, String paperBatchCode) {
    ObjectNode content =
        Json.object().put("placeCode", placeCode).put("pBillBatchCode", paperBatchCode);
    return ask(
        "getPaperBillNo",
        content,
        answer -> {
          answer.mustRepeat("pBillBatchCode", paperBatchCode);
          return new PaperRef(paperBatchCode, answer.text("pBillNo"));
        });
  }

  @Override
  public Outcome<PaperRef> turnToPaper(PaperTurn order) {
    return turned("turnPaper", order);
  }

  @Override
  public Outcome<PaperRef> turnAgain(PaperTurn order) {
    return turned("reTurnPaper", order);
  }

  private Outcome<PaperRef> turned(String call, PaperTurn order) {
    ObjectNode content =
        named(order.invoice())
            .put("pBillBatchCode", order.paper().batchCode())
            .put("pBillNo", order.paper().number())
            .put("busDateTime", time(order.at()))
            .put("placeCode", order.placeCode())
            .put("operator", order.operator());
    return change(call, content, answer -> repeated(answer, order.paper()));
  }

  /** The form we named; an answer that names one names this one. */
  private static PaperRef repeated(Fields answer, PaperRef paper) {
    answer.optionalText("pBillBatchCode").ifPresent(code -> must(code, paper.batchCode()));
    answer.optionalText("pBillNo").ifPresent(number -> must(number, paper.number()));
    return paper;
  }

  private static void must(String is, String expected) {
    if (!is.equals(expected)) {
      throw new UnreadableAnswer("paper");
    }
  }

  @Override
  public Outcome<PaperRef> voidPaper(PaperVoid order) {
    ObjectNode content =
        Json.object()
            .put("placeCode", order.placeCode())
            .put("pBillBatchCode", order.paper().batchCode())
            .put("pBillNo", order.paper().number())
            .put("author", order.operator())
            .put("reason", order.reason())
            .put("busDateTime", time(order.at()));
    return change("invalidPaper", content, answer -> repeated(answer, order.paper()));
  }

  private <T> Outcome<T> ask(String call, ObjectNode content, Function<Fields, T> reader) {
    return read(client.ask(call, content), reader);
  }

  private <T> Outcome<T> change(String call, ObjectNode content, Function<Fields, T> reader) {
    return read(client.change(call, content), reader);
  }

  private static <T> Outcome<T> read(Outcome<Fields> answered, Function<Fields, T> reader) {
    return answered.then(
        answer -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(reader.apply(answer))));
  }
}
