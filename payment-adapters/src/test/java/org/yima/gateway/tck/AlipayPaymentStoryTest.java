package org.yima.gateway.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.Outcome;
import org.yima.gateway.alipay.AlipayPayment;
import org.yima.gateway.alipay.AlipayPaymentSettings;
import org.yima.gateway.insurance.InsuranceAuthorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.Split;
import org.yima.gateway.mobilepay.Uploaded;
import org.yima.gateway.paymentcentre.PaymentCentre;
import org.yima.gateway.wallet.Closed;
import org.yima.gateway.wallet.MixedAmounts;
import org.yima.gateway.wallet.MixedCharge;
import org.yima.gateway.wallet.MixedInstitution;
import org.yima.gateway.wallet.MixedInsured;
import org.yima.gateway.wallet.MixedOrder;
import org.yima.gateway.wallet.MixedPayer;
import org.yima.gateway.wallet.MixedPerson;
import org.yima.gateway.wallet.OrderRef;

/** What becomes of an order of Alipay's national mobile payment that does not go well. */
class AlipayPaymentStoryTest {
  private static final String ID_NUMBER = "990101199404040036";
  private static final String PAYER = "story-payer";
  private static final String SELLER = "merchant:" + AlipaySection.PAYMENT_MERCHANT.account();

  private static SandboxWorld world;
  private static Hearing centreHears;
  private static AlipayPayment wallet;
  private static PaymentCentre centre;
  private static MobileBills insured;
  private static Allowing allowing;

  private final Instant now = Instant.now();

  private record Story(BillUpload bill, Uploaded uploaded, Split split, MixedOrder order) {}

  @BeforeAll
  static void start(@TempDir Path folder) {
    centreHears = new Hearing();
    world =
        SandboxWorld.start(
            folder,
            Map.of(
                "alipay",
                AlipaySection.of(folder),
                "bureau",
                BureauSection.of(folder, centreHears.of("6302").toString())));
    wallet =
        new AlipayPayment(
            AlipaySection.settings(world.uri()),
            AlipayPaymentSettings.usual(),
            AlipaySection.PAYMENT_MERCHANT.provider());
    centre = new PaymentCentre(BureauSection.centre(world.uri()), InstantSource.system());
    insured = new MobileBills(world, ID_NUMBER, "戊");
    insured.insure(100_000, "0.7", "");
    allowing =
        new Allowing(
            world,
            PAYER,
            new InsuranceAuthorisation.Patient("戊", ID_NUMBER),
            AlipaySection.PAYMENT_MERCHANT.application());
    assertThat(
            world.control(
                "payers", Map.of("channel", "ALIPAY", "ref", PAYER, "balance", 1_000_000)))
        .isNotEmpty();
  }

  @AfterAll
  static void stop() {
    world.close();
    centreHears.close();
  }

  private Story story(String number, long own) {
    BillUpload bill =
        insured.bill("Y" + number, new MobileBills.Parts(8_000, 0, own), allowing.inAlipay());
    Uploaded uploaded = centre.upload(bill).toOptional().orElseThrow();
    Split split =
        centre
            .place(MobileBills.placement(bill, uploaded))
            .toOptional()
            .flatMap(order -> order.split())
            .orElseThrow();
    MixedOrder order =
        new MixedOrder(
            new OrderRef(number, now),
            MixedOrder.Kind.OUTPATIENT,
            "门诊缴费",
            new MixedPayer(
                PAYER,
                new MixedPerson("戊", MixedPerson.Document.ID_CARD, ID_NUMBER),
                Optional.empty()),
            bill.ownNumber(),
            new MixedInstitution(
                "", BureauSection.MOBILE_HOSPITAL, "第二医院", BureauSection.AREA, false),
            Optional.of(
                new MixedInsured(
                    uploaded.payOrdId(),
                    bill.authorisation().value(),
                    "",
                    new MixedInsured.Place(new BigDecimal("104.06"), new BigDecimal("30.65")),
                    now)),
            MixedAmounts.of(split.fundFen(), split.accountFen(), 0, split.ownFen()),
            now.plusSeconds(900),
            world.hearing().of("story-" + number),
            world.hearing().of("back"));
    return new Story(bill, uploaded, split, order);
  }

  private String ordered(Story story) {
    Outcome<MixedCharge> asked = wallet.order(AlipaySection.PAYMENT_MERCHANT, story.order());
    return ((Outcome.Pending<MixedCharge>) asked).nextAction().params().get("url");
  }

  private static String number(String url) {
    return url.substring(url.lastIndexOf('=') + 1);
  }

  private static String approved(String id) {
    return world
        .control("payers/" + PAYER + "/approve", Map.of("prepayId", id, "channel", "ALIPAY"))
        .path("status")
        .asText();
  }

  private MixedCharge charge(Story story) {
    return wallet
        .query(AlipaySection.PAYMENT_MERCHANT, story.order().order())
        .toOptional()
        .orElseThrow();
  }

  private Outcome<Closed> closed(Story story) {
    return wallet.close(AlipaySection.PAYMENT_MERCHANT, story.order().order());
  }

  private void scripted(Story story, String script) {
    assertThat(
            world.control(
                "mobile-orders/" + story.uploaded().payOrdId() + "/script",
                Map.of("script", script)))
        .isNotEmpty();
  }

  private static long lost() {
    return world.balance("alipay", "payer:" + PAYER);
  }

  @Test
  void thePayersPageSaysWhatIsToBePaid() throws IOException, InterruptedException {
    String url = ordered(story("STORY0", 2_000));
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).GET().build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("医保", "¥ 20.00", number(url)).doesNotContain("http://");
  }

  @Test
  void insuranceThatRefusesGivesTheCashBack() {
    Story story = story("STORY1", 2_000);
    String id = number(ordered(story));
    scripted(story, "insurance-refused");
    long before = lost();
    long merchant = world.balance("alipay", SELLER);
    assertThat(approved(id)).isEqualTo("REVERSED");
    assertThat(lost()).isEqualTo(before);
    assertThat(world.balance("alipay", SELLER)).isEqualTo(merchant);
    MixedCharge charge = charge(story);
    assertThat(charge.state()).isEqualTo(MixedCharge.State.REVERSED);
    assertThat(charge.cash()).isEqualTo(MixedCharge.Part.REFUNDED);
    assertThat(charge.insurance()).isEqualTo(MixedCharge.Part.FAILED);
    assertThat(closed(story)).isEqualTo(Outcome.succeeded(new Closed("STORY1")));
  }

  @Test
  void cashThatIsKeptIsNeverToldClosed() {
    Story story = story("STORY2", 2_000);
    String id = number(ordered(story));
    scripted(story, "one-sided");
    long before = lost();
    assertThat(approved(id)).isEqualTo("REVERSED");
    assertThat(lost()).isEqualTo(before - 2_000);
    assertThat(charge(story).isOneSided()).isTrue();
    assertThat(closed(story)).isEqualTo(Outcome.declined(DeclineReason.ALREADY_PAID, "ONE_SIDED"));
  }

  @Test
  void whatIsClosedIsNeverPaidAndItsCashNeverAlone() {
    Story story = story("STORY3", 2_000);
    String id = number(ordered(story));
    JsonNode waiting = world.read("/control/orders").path("items");
    assertThat(waiting.findValuesAsText("outTradeNo").stream().filter("STORY3"::equals))
        .as("the order is shown, its cash is not besides")
        .hasSize(1);
    assertThat(closed(story)).isEqualTo(Outcome.succeeded(new Closed("STORY3")));
    assertThat(closed(story)).as("again").isEqualTo(Outcome.succeeded(new Closed("STORY3")));
    assertThat(charge(story).state()).isEqualTo(MixedCharge.State.FAILED);
    assertThat(world.read("/control/orders").path("items").findValuesAsText("outTradeNo"))
        .doesNotContain("STORY3");
    assertThat(wallet.order(AlipaySection.PAYMENT_MERCHANT, story.order()))
        .isEqualTo(Outcome.declined(DeclineReason.CLOSED, "ACQ.TRADE_HAS_CLOSE"));
    assertThat(id).isNotEmpty();
  }

  @Test
  void whatNeedsNoCashIsOpenUntilTheCentreHasRevokedIt() {
    Story story = story("STORY4", 0);
    assertThat(story.split().ownFen()).isZero();
    assertThat(ordered(story)).isNotEmpty();
    assertThat(closed(story)).isEqualTo(Outcome.stillRunning());
    assertThat(centre.revoke(insured.key(story.uploaded())).toOptional()).isPresent();
    assertThat(closed(story)).isEqualTo(Outcome.succeeded(new Closed("STORY4")));
  }

  @Test
  void aRevokedOrdersCashIsClosedAfterwards() {
    Story story = story("STORY5", 2_000);
    assertThat(ordered(story)).isNotEmpty();
    assertThat(centre.revoke(insured.key(story.uploaded())).toOptional()).isPresent();
    assertThat(charge(story).insurance()).isEqualTo(MixedCharge.Part.FAILED);
    assertThat(closed(story)).isEqualTo(Outcome.succeeded(new Closed("STORY5")));
    assertThat(charge(story).cash()).isEqualTo(MixedCharge.Part.FAILED);
  }

  @Test
  void theSameOrderHasTheSameLinkAndAnotherIsRefused() {
    Story story = story("STORY6", 2_000);
    String url = ordered(story);
    assertThat(ordered(story)).isEqualTo(url);
    Story other = story("STORY6X", 1_000);
    MixedOrder same = other.order();
    MixedOrder disguised =
        new MixedOrder(
            story.order().order(),
            same.kind(),
            same.description(),
            same.payer(),
            same.serial(),
            same.institution(),
            same.insured(),
            same.amounts(),
            same.expiresAt(),
            same.notifyUrl(),
            same.returnUrl());
    assertThat(wallet.order(AlipaySection.PAYMENT_MERCHANT, disguised))
        .isEqualTo(Outcome.declined(DeclineReason.ID_REUSED, "ACQ.CONTEXT_INCONSISTENT"));
  }
}
