package org.yima.gateway.bureau;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.yima.gateway.http.Json;
import org.yima.gateway.insurance.FeeBatch;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuranceCredential;
import org.yima.gateway.insurance.Register;
import org.yima.gateway.insurance.Registration;
import org.yima.gateway.insurance.SettleOrder;
import org.yima.gateway.insurance.SettlementKey;
import org.yima.gateway.insurance.UnknownCall;
import org.yima.gateway.insurance.VisitRecord;

/** Our commands as the bureau's input nodes. Amounts become yuan with two decimals. */
final class FsiInputs {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final String RESIDENT_ID_CARD = "01";

  /** mdtrt_cert_type. */
  private static final String TOKEN = "01";

  private static final String ID_CARD = "02";
  private static final String SOCIAL_CARD = "03";

  private final boolean payAuthNoAsCredential;

  /**
   * Of one province.
   *
   * @param payAuthNoAsCredential as {@link FsiProfile} has it
   */
  FsiInputs(boolean payAuthNoAsCredential) {
    this.payAuthNoAsCredential = payAuthNoAsCredential;
  }

  private ObjectNode shown(ObjectNode data, InsuranceCredential credential) {
    return switch (credential.kind()) {
      case ELECTRONIC -> shown(data, TOKEN, credential.value());
      case WALLET ->
          payAuthNoAsCredential
              ? shown(data, TOKEN, credential.value())
              : shown(data, ID_CARD, documentOf(credential));
      case ID_CARD -> shown(data, ID_CARD, credential.value());
      case SOCIAL_CARD -> shown(data, SOCIAL_CARD, credential.value());
    };
  }

  private static ObjectNode shown(ObjectNode data, String kind, String number) {
    return data.put("mdtrt_cert_type", kind).put("mdtrt_cert_no", number);
  }

  private static String documentOf(InsuranceCredential credential) {
    if (credential.documentNumber().isEmpty()) {
      throw new IllegalArgumentException("who authorised in a wallet is named by their document");
    }
    return credential.documentNumber();
  }

  ObjectNode identify(InsuranceCredential credential) {
    ObjectNode input = Json.object();
    shown(input.putObject("data"), credential)
        .put("card_sn", "")
        .put("begntime", "")
        .put("psn_cert_type", credential.documentNumber().isEmpty() ? "" : RESIDENT_ID_CARD)
        .put("certno", credential.documentNumber())
        .put("psn_name", credential.name());
    return input;
  }

  ObjectNode register(Register visit) {
    ObjectNode input = Json.object();
    ObjectNode data = shown(input.putObject("data"), visit.credential());
    data.put("psn_no", visit.psnNo())
        .put("insutype", visit.insutype())
        .put("begntime", time(visit.begins()))
        .put("ipt_otp_no", visit.visitNumber());
    visit
        .doctor()
        .ifPresent(doctor -> data.put("atddr_no", doctor.code()).put("dr_name", doctor.name()));
    visit.department().ifPresent(department -> put(data, department));
    visit
        .agent()
        .ifPresent(
            agent ->
                input
                    .putObject("agnterinfo")
                    .put("agnter_name", agent.name())
                    .put("agnter_rlts", agent.relation())
                    .put("agnter_cert_type", agent.documentType())
                    .put("agnter_certno", agent.documentNumber())
                    .put("agnter_tel", agent.phone()));
    return input;
  }

  private static void put(ObjectNode data, Register.Department department) {
    data.put("dept_code", department.code()).put("dept_name", department.name());
    if (!department.specialty().isEmpty()) {
      data.put("caty", department.specialty());
    }
  }

  static ObjectNode cancelRegistration(Registration registration) {
    ObjectNode input = Json.object();
    input
        .putObject("data")
        .put("psn_no", registration.psnNo())
        .put("mdtrt_id", registration.mdtrtId())
        .put("ipt_otp_no", registration.visitNumber());
    return input;
  }

  static ObjectNode visit(VisitRecord visit) {
    ObjectNode input = Json.object();
    ObjectNode head =
        input
            .putObject("mdtrtinfo")
            .put("mdtrt_id", visit.mdtrtId())
            .put("psn_no", visit.psnNo())
            .put("med_type", visit.medType())
            .put("begntime", time(visit.begins()))
            .put("main_cond_dscr", visit.complaint());
    if (!visit.diagnoses().isEmpty()) {
      head.put("dise_codg", visit.diagnoses().get(0).code())
          .put("dise_name", visit.diagnoses().get(0).name());
    }
    ArrayNode diagnoses = input.putArray("diseinfo");
    for (int i = 0; i < visit.diagnoses().size(); i++) {
      VisitRecord.Diagnosis diagnosis = visit.diagnoses().get(i);
      ObjectNode node = diagnoses.addObject();
      node.put("diag_type", "1")
          .put("diag_srt_no", i + 1)
          .put("diag_code", diagnosis.code())
          .put("diag_name", diagnosis.name())
          .put("diag_time", time(diagnosis.diagnosedAt()))
          .put("vali_flag", "1");
      diagnosis.department().ifPresent(department -> node.put("diag_dept", department.name()));
      diagnosis
          .doctor()
          .ifPresent(
              doctor -> node.put("dise_dor_no", doctor.code()).put("dise_dor_name", doctor.name()));
    }
    return input;
  }

  static ObjectNode upload(FeeUpload fees) {
    ObjectNode input = Json.object();
    ArrayNode lines = input.putArray("feedetail");
    for (FeeUpload.Line line : fees.lines()) {
      ObjectNode node = lines.addObject();
      if (!line.itemClass().isEmpty()) {
        node.put("chrgitm_lv", line.itemClass());
      }
      node.put("feedetl_sn", line.lineId())
          .put("mdtrt_id", fees.batch().mdtrtId())
          .put("psn_no", fees.batch().psnNo())
          .put("chrg_bchno", fees.batch().number())
          .put("dise_codg", fees.diseaseCode())
          .put("rxno", line.prescriptionNumber())
          .put("rx_circ_flag", flag(fees.circulated()))
          .put("fee_ocur_time", time(line.at()))
          .put("med_list_codg", line.nationalCode())
          .put("medins_list_codg", line.ownCode())
          .put("medins_list_name", line.name())
          .put("det_item_fee_sumamt", yuan(line.amountFen()))
          .put("cnt", line.quantity())
          .put("pric", line.unitPriceYuan())
          .put("hosp_appr_flag", flag(line.approvedByHospital()));
      put(node, line.details());
      line.department()
          .ifPresent(
              department ->
                  node.put("bilg_dept_codg", department.code())
                      .put("bilg_dept_name", department.name()));
      line.doctor()
          .ifPresent(
              doctor -> node.put("bilg_dr_codg", doctor.code()).put("bilg_dr_name", doctor.name()));
    }
    return input;
  }

  private static void put(ObjectNode node, FeeUpload.Details details) {
    told(node, "sin_dos_dscr", details.singleDose());
    told(node, "used_frqu_dscr", details.frequency());
    told(node, "medc_way_dscr", details.way());
    told(node, "tcmdrug_used_way", details.herbalUse());
    told(node, "etip_hosp_code", details.examinedAt());
    details.days().ifPresent(days -> node.put("prd_days", days));
    details
        .ordering()
        .ifPresent(
            doctor ->
                node.put("orders_dr_code", doctor.code()).put("orders_dr_name", doctor.name()));
    details
        .executing()
        .ifPresent(
            department ->
                node.put("acord_dept_codg", department.code())
                    .put("acord_dept_name", department.name()));
    if (details.takenHome()) {
      node.put("dscg_tkdrug_flag", "1");
    }
    node.put("etip_flag", flag(!details.examinedAt().isEmpty()))
        .put("matn_fee_flag", flag(details.maternity()));
  }

  private static void told(ObjectNode node, String name, String text) {
    if (!text.isEmpty()) {
      node.put(name, text);
    }
  }

  private static String flag(boolean yes) {
    return yes ? "1" : "0";
  }

  static ObjectNode batch(FeeBatch batch) {
    ObjectNode input = Json.object();
    input
        .putObject("data")
        .put("mdtrt_id", batch.mdtrtId())
        .put("chrg_bchno", batch.number())
        .put("psn_no", batch.psnNo());
    return input;
  }

  ObjectNode preSettle(SettleOrder order) {
    ObjectNode input = Json.object();
    shown(input.putObject("data"), order.credential())
        .put("psn_no", order.psnNo())
        .put("med_type", order.medType())
        .put("medfee_sumamt", yuan(order.totalFen()))
        .put("psn_setlway", order.way() == SettleOrder.Way.BY_QUOTA ? "02" : "01")
        .put("mdtrt_id", order.mdtrtId())
        .put("chrg_bchno", order.batchNumber())
        .put("acct_used_flag", flag(order.useAccount()))
        .put("insutype", order.insutype());
    return input;
  }

  ObjectNode settle(SettleOrder order) {
    ObjectNode input = preSettle(order);
    input
        .withObject("/data")
        .put("invono", order.invoiceNumber())
        .put("fulamt_ownpay_amt", yuan(order.scope().fullyOwnPaidFen()))
        .put("overlmt_selfpay", yuan(order.scope().overLimitFen()))
        .put("preselfpay_amt", yuan(order.scope().ownPaidFirstFen()))
        .put("inscp_scp_amt", yuan(order.scope().inScopeFen()));
    return input;
  }

  static ObjectNode settlement(SettlementKey key) {
    ObjectNode input = Json.object();
    ObjectNode data =
        input
            .putObject("data")
            .put("setl_id", key.setlId())
            .put("mdtrt_id", key.mdtrtId())
            .put("psn_no", key.psnNo());
    if (!key.settleMsgid().isEmpty()) {
      data.put("medins_setl_id", key.settleMsgid());
    }
    return input;
  }

  static ObjectNode unknownCall(UnknownCall unknown, String number) {
    ObjectNode input = Json.object();
    input
        .putObject("data")
        .put("psn_no", unknown.psnNo())
        .put("omsgid", unknown.msgid())
        .put("oinfno", number);
    return input;
  }

  private static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  private static String time(LocalDateTime time) {
    return TIME.format(time);
  }
}
