package org.yima.gateway.paymentcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.VisitRecord;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.Payer;

/** What of 6201 a province sets, and what the bill says. */
class CentreInputsTest {
  private static final LocalDateTime AT = LocalDateTime.of(2026, 11, 21, 9, 0);

  private static BillUpload bill(Optional<String> initialPrescription) {
    return new BillUpload(
        "H1",
        "N1",
        new BillUpload.Insured("P1", "310", "990101", new Payer("01", "990101199001010019", "甲")),
        new BillUpload.Visit(
            "",
            "V1",
            AT,
            Optional.empty(),
            Optional.empty(),
            "11",
            "01",
            "B1",
            true,
            "",
            List.of(
                new VisitRecord.Diagnosis(
                    "J06.900", "急性上呼吸道感染", Optional.empty(), Optional.empty(), AT))),
        new BillUpload.Amounts(100, 0, 0, 0, 100),
        List.of(
            new FeeUpload.Line(
                "1",
                "CODE01",
                "OWN01",
                "01",
                "项目",
                100,
                BigDecimal.ONE,
                BigDecimal.ONE,
                AT,
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                new FeeUpload.Details(
                    "每次1片",
                    "一日三次",
                    Optional.of(BigDecimal.TEN),
                    "口服",
                    "",
                    Optional.of(new Register.Doctor("D1", "医生")),
                    Optional.empty(),
                    "",
                    false,
                    false))),
        Authorisation.ecToken("t"),
        initialPrescription,
        Optional.empty());
  }

  private static JsonNode upload(UploadCodes codes, Optional<String> initialPrescription) {
    CentreProfile usual = CentreProfile.usual();
    CentreProfile profile =
        new CentreProfile(
            usual.routes(),
            usual.wrapper(),
            usual.notificationWrapper(),
            usual.version(),
            usual.detailTime(),
            usual.zone(),
            usual.answerAge(),
            usual.notificationAge(),
            usual.dropsEmptyContainers(),
            usual.mutualAidPayer(),
            codes,
            usual.codes(),
            usual.refusals());
    return new CentreInputs(profile).upload(bill(initialPrescription));
  }

  @Test
  void aProvinceSetsItsCodes() {
    JsonNode data =
        upload(
            new UploadCodes("02", "03", "2", "1", false, Map.of("insuDivs", "1")),
            Optional.empty());
    assertThat(data.get("psnSetlway").asText()).isEqualTo("02");
    assertThat(data.get("mdtrtCertType").asText()).isEqualTo("03");
    assertThat(data.get("pubHospRfomFlag").asText()).isEqualTo("1");
    assertThat(data.at("/diseinfoList/0/diagType").asText()).isEqualTo("2");
    assertThat(data.at("/extData/insuDivs").asText()).isEqualTo("1");
    assertThat(data.at("/feedetailList/0").has("chrgitmLv")).isFalse();
    assertThat(data.at("/feedetailList/0").has("medinsListName")).isFalse();
  }

  @Test
  void whatIsKnownOfALineIsTold() {
    JsonNode line = upload(UploadCodes.usual(), Optional.empty()).at("/feedetailList/0");
    assertThat(line.path("sinDosDscr").asText()).isEqualTo("每次1片");
    assertThat(line.path("usedFrquDscr").asText()).isEqualTo("一日三次");
    assertThat(line.path("prdDays").asText()).isEqualTo("10");
    assertThat(line.path("medcWayDscr").asText()).isEqualTo("口服");
    assertThat(line.path("ordersDrCode").asText()).isEqualTo("D1");
    assertThat(line.has("acordDeptCodg")).isFalse();
    assertThat(line.has("etipHospCode")).isFalse();
  }

  @Test
  void aCirculatedPrescriptionIsNamed() {
    JsonNode data = upload(UploadCodes.usual(), Optional.of("RX-9"));
    assertThat(data.get("rxCircFlag").asText()).isEqualTo("1");
    assertThat(data.get("initRxOrd").asText()).isEqualTo("RX-9");
    assertThat(data.at("/feedetailList/0/rxCircFlag").asText()).isEqualTo("1");
    JsonNode own = upload(UploadCodes.usual(), Optional.empty());
    assertThat(own.get("rxCircFlag").asText()).isEqualTo("0");
    assertThat(own.get("initRxOrd").asText()).isEmpty();
    assertThat(own.at("/feedetailList/0/rxCircFlag").asText()).isEqualTo("0");
    assertThat(own.at("/feedetailList/0/chrgitmLv").asText()).isEqualTo("01");
  }
}
