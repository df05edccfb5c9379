package org.yima.gateway.paymentcentre;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Json;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.VisitRecord;
import org.yima.gateway.mobilepay.Authorisation;
import org.yima.gateway.mobilepay.BillUpload;
import org.yima.gateway.mobilepay.OrderKey;
import org.yima.gateway.mobilepay.OrderPlacement;
import org.yima.gateway.mobilepay.Payer;
import org.yima.gateway.mobilepay.RefundRequest;

/** Our commands as the centre's data. Amounts are text, yuan with two decimals. */
final class CentreInputs {
  private final DateTimeFormatter detailTime;
  private final UploadCodes codes;

  CentreInputs(CentreProfile profile) {
    this.detailTime = DateTimeFormatter.ofPattern(profile.detailTime(), Locale.ROOT);
    this.codes = profile.upload();
  }

  ObjectNode upload(BillUpload bill) {
    BillUpload.Visit visit = bill.visit();
    ObjectNode data =
        Json.object()
            .put("orgCodg", bill.orgCodg())
            .put("medOrgOrd", bill.ownNumber())
            .put("psnNo", bill.insured().psnNo())
            .put("insutype", bill.insured().insutype())
            .put("insuCode", bill.insured().area())
            .put("begntime", time(visit.begins()))
            .put("mdtrtId", visit.mdtrtId())
            .put("iptOtpNo", visit.visitNumber())
            .put("medType", visit.medType())
            .put("feeType", visit.feeType())
            .put("chrgBchno", visit.batchNumber())
            .put("acctUsedFlag", flag(visit.useAccount()))
            .put("mainCondDscr", visit.complaint())
            .put("psnSetlway", codes.settleWay())
            .put("mdtrtCertType", codes.credentialKind())
            .put("pubHospRfomFlag", codes.reformedHospital())
            .put("rxCircFlag", flag(bill.initialPrescription().isPresent()))
            .put("initRxOrd", bill.initialPrescription().orElse(""))
            .put("uldLatlnt", bill.location().orElse(""));
    put(data, bill.insured().payer());
    put(data, bill.authorisation());
    put(data, bill.amounts());
    visit
        .doctor()
        .ifPresent(doctor -> data.put("atddrNo", doctor.code()).put("drName", doctor.name()));
    visit
        .department()
        .ifPresent(
            department ->
                data.put("deptCode", department.code())
                    .put("deptName", department.name())
                    .put("caty", department.specialty()));
    visit.diagnoses().stream()
        .findFirst()
        .ifPresent(main -> data.put("diseCodg", main.code()).put("diseName", main.name()));
    diagnoses(data.putArray("diseinfoList"), bill);
    lines(data.putArray("feedetailList"), bill);
    ObjectNode more = data.putObject("extData");
    codes.extData().forEach(more::put);
    return data;
  }

  private static void put(ObjectNode data, BillUpload.Amounts amounts) {
    data.put("medfeeSumamt", Yuan.fromFen(amounts.totalFen()))
        .put("fulamtOwnpayAmt", Yuan.fromFen(amounts.fullyOwnFen()))
        .put("overlmtSelfpay", Yuan.fromFen(amounts.overLimitFen()))
        .put("preselfpayAmt", Yuan.fromFen(amounts.ownFirstFen()))
        .put("inscpScpAmt", Yuan.fromFen(amounts.inScopeFen()));
  }

  private static void put(ObjectNode data, Payer payer) {
    data.put("idNo", payer.documentNumber())
        .put("userName", payer.name())
        .put("idType", payer.documentType());
  }

  private static void put(ObjectNode data, Authorisation authorisation) {
    data.put(
        authorisation.kind() == Authorisation.Kind.EC_TOKEN ? "ecToken" : "payAuthNo",
        authorisation.value());
  }

  private void diagnoses(ArrayNode list, BillUpload bill) {
    for (VisitRecord.Diagnosis diagnosis : bill.visit().diagnoses()) {
      ObjectNode node =
          list.addObject()
              .put("diagType", codes.diagnosisKind())
              .put("diagSrtNo", Integer.toString(list.size()))
              .put("diagCode", diagnosis.code())
              .put("diagName", diagnosis.name())
              .put("diagTime", detailTime.format(diagnosis.diagnosedAt()))
              .put("valiFlag", "1");
      diagnosis.department().ifPresent(department -> node.put("diagDept", department.name()));
      diagnosis
          .doctor()
          .ifPresent(
              doctor -> node.put("diseDorNo", doctor.code()).put("diseDorName", doctor.name()));
    }
  }

  private void lines(ArrayNode list, BillUpload bill) {
    for (FeeUpload.Line line : bill.lines()) {
      ObjectNode node =
          list.addObject()
              .put("feedetlSn", line.lineId())
              .put("mdtrtId", bill.visit().mdtrtId())
              .put("psnNo", bill.insured().psnNo())
              .put("chrgBchno", bill.visit().batchNumber())
              .put("rxno", line.prescriptionNumber())
              .put("rxCircFlag", flag(bill.initialPrescription().isPresent()))
              .put("feeOcurTime", detailTime.format(line.at()))
              .put("medListCodg", line.nationalCode())
              .put("medinsListCodg", line.ownCode())
              .put("detItemFeeSumamt", Yuan.fromFen(line.amountFen()))
              .put("cnt", line.quantity().toPlainString())
              .put("pric", line.unitPriceYuan().toPlainString())
              .put("hospApprFlag", flag(line.approvedByHospital()));
      if (codes.namesLines()) {
        node.put("medinsListName", line.name()).put("chrgitmLv", line.itemClass());
      }
      put(node, line.details());
      line.department()
          .ifPresent(
              department ->
                  node.put("bilgDeptCodg", department.code())
                      .put("bilgDeptName", department.name()));
      line.doctor()
          .ifPresent(
              doctor -> node.put("bilgDrCodg", doctor.code()).put("bilgDrName", doctor.name()));
    }
  }

  /** As 2204 has them, in the centre's spelling. */
  private static void put(ObjectNode node, FeeUpload.Details details) {
    told(node, "sinDosDscr", details.singleDose());
    told(node, "usedFrquDscr", details.frequency());
    told(node, "medcWayDscr", details.way());
    told(node, "tcmdrugUsedWay", details.herbalUse());
    details.days().ifPresent(days -> node.put("prdDays", days.toPlainString()));
    details
        .ordering()
        .ifPresent(
            doctor -> node.put("ordersDrCode", doctor.code()).put("ordersDrName", doctor.name()));
    details
        .executing()
        .ifPresent(
            department ->
                node.put("acordDeptCodg", department.code())
                    .put("acordDeptName", department.name()));
    if (!details.examinedAt().isEmpty()) {
      node.put("etipFlag", "1").put("etipHospCode", details.examinedAt());
    }
    if (details.takenHome()) {
      node.put("dscgTkdrugFlag", "1");
    }
    if (details.maternity()) {
      node.put("matnFeeFlag", "1");
    }
  }

  private static void told(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  ObjectNode place(OrderPlacement order) {
    ObjectNode data =
        Json.object()
            .put("payOrdId", order.payOrdId())
            .put("payToken", order.payToken())
            .put("orgCodg", order.orgCodg())
            .put("orgBizSer", order.ownSerial())
            .put("chrgBchno", order.batchNumber())
            .put("feeType", order.feeType())
            .put("mdtrtId", order.mdtrtId())
            .put("acctUsedFlag", flag(order.useAccount()))
            .put("setlLatlnt", order.location().orElse(""));
    put(data, order.authorisation());
    return data;
  }

  ObjectNode key(OrderKey order) {
    ObjectNode data =
        Json.object()
            .put("payOrdId", order.payOrdId())
            .put("payToken", order.payToken())
            .put("orgCodg", order.orgCodg());
    put(data, order.payer());
    return data;
  }

  ObjectNode refund(RefundRequest refund) {
    ObjectNode data =
        Json.object()
            .put("payOrdId", refund.payOrdId())
            .put("appRefdSn", refund.ownNumber())
            .put("appRefdTime", time(refund.at()))
            .put("totlRefdAmt", Yuan.fromFen(refund.totalFen()))
            .put("psnAcctRefdAmt", Yuan.fromFen(refund.accountFen()))
            .put("fundRefdAmt", Yuan.fromFen(refund.fundFen()))
            .put("cashRefdAmt", Yuan.fromFen(refund.cashFen()))
            .put("refdType", refund.kind().name())
            .put("expContent", refund.reason());
    put(data, refund.authorisation());
    return data;
  }

  private static String time(LocalDateTime time) {
    return Envelope.STAMP.format(time);
  }

  private static String flag(boolean yes) {
    return yes ? "1" : "0";
  }
}
