package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Fields;
import org.yima.sandbox.http.Refused;

/** 1101 and 2201 to 2205: who is insured, registrations, visit and fee details. */
final class Visits {
  /** med_type of a chronic or special disease. */
  private static final String CHRONIC = "14";

  /** Refuses what is to be refused; {@code medType} null where it is not known yet. */
  static void refuse(
      Transaction tx, Insured insured, String infno, String institution, String medType) {
    Refusals.of(tx, insured, infno, institution, medType)
        .ifPresent(
            refusal -> {
              throw Fsi.refused(refusal.text());
            });
  }

  /** 1101. */
  Map<String, Object> person(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    String type = data.text("mdtrt_cert_type", 3);
    Insured insured = People.byCredential(tx, type, data.text("mdtrt_cert_no", 100));
    data.optional("certno", 50)
        .filter(given -> !given.equalsIgnoreCase(insured.idNumber()))
        .ifPresent(
            other -> {
              throw Fsi.refused("证件号码与凭证不一致");
            });
    data.optional("psn_name", 100)
        .filter(given -> !given.equals(insured.name()))
        .ifPresent(
            other -> {
              throw Fsi.refused("姓名与证件号码不一致");
            });
    refuse(tx, insured, message.infno(), message.institution(), null);
    Map<String, Object> base = new LinkedHashMap<>();
    base.put("psn_no", insured.psnNo());
    base.putAll(described(insured, tx));
    Map<String, Object> insurance = new LinkedHashMap<>();
    insurance.put("balc", Yuan.of(tx.ledger().balance(Insured.CHANNEL, insured.account())));
    insurance.put("insutype", insured.insutype());
    insurance.put("psn_type", insured.insutype().equals("310") ? "11" : "15");
    insurance.put("psn_insu_stas", suspended(insured) ? "2" : "1");
    insurance.put("psn_insu_date", "2020-01-01");
    insurance.put("paus_insu_date", "");
    insurance.put("cvlserv_flag", "0");
    insurance.put("insuplc_admdvs", insured.area());
    insurance.put("emp_name", "");
    return Map.of("baseinfo", base, "insuinfo", List.of(insurance), "idetinfo", List.of());
  }

  private static boolean suspended(Insured insured) {
    return insured.terms().refusals().contains(Refusal.SUSPENDED);
  }

  static Map<String, Object> described(Insured insured, Transaction tx) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("psn_cert_type", "01");
    described.put("certno", insured.idNumber());
    described.put("psn_name", insured.name());
    described.put("gend", insured.gender());
    described.put("naty", "01");
    described.put("brdy", insured.birthDate());
    described.put("age", age(insured, tx));
    return described;
  }

  private static BigDecimal age(Insured insured, Transaction tx) {
    try {
      LocalDate today = LocalDate.ofInstant(tx.now(), Fsi.ZONE);
      return BigDecimal.valueOf(
          Period.between(LocalDate.parse(insured.birthDate()), today).getYears());
    } catch (DateTimeParseException noBirthDate) {
      return BigDecimal.ZERO;
    }
  }

  /** 2201. */
  Map<String, Object> register(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    Insured insured = People.byPsnNo(tx, data.text("psn_no", 30));
    String insutype = data.text("insutype", 6);
    Fsi.requireTime(data, "begntime");
    named(data, "atddr_no", "dr_name");
    named(data, "dept_code", "dept_name");
    credential(tx, data, insured);
    if (message.input().has("agnterinfo")) {
      requireAgent(message.input().object("agnterinfo"));
    }
    String iptOtpNo = data.text("ipt_otp_no", 30);
    requireInsurance(insured, insutype);
    requireArea(insured, message);
    refuse(tx, insured, message.infno(), message.institution(), null);
    Visit visit =
        new Visit(
            "510100%014d".formatted(tx.next("bureau-visit")),
            insured.psnNo(),
            message.institution(),
            insutype,
            iptOtpNo,
            data.optional("atddr_no", 200).orElse(null),
            data.optional("dept_code", 200).orElse(null),
            null,
            null,
            false);
    tx.put(visit.mdtrtId(), insured.psnNo(), visit);
    return Map.of(
        "data",
        Map.of("mdtrt_id", visit.mdtrtId(), "psn_no", insured.psnNo(), "ipt_otp_no", iptOtpNo));
  }

  /** Who acts for somebody is named wholly. */
  private static void requireAgent(Fields agent) {
    agent.text("agnter_name", 50);
    agent.text("agnter_rlts", 6);
    agent.text("agnter_cert_type", 6);
    agent.text("agnter_certno", 50);
    agent.text("agnter_tel", 20);
  }

  /** Doctor and department may be left out, but a code has its name and a name its code. */
  private static void named(Fields data, String code, String name) {
    if (data.optional(code, 200).isPresent() != data.optional(name, 200).isPresent()) {
      throw Fsi.refused("医师或科室信息不完整");
    }
  }

  /**
   * GET /control/insured/{ref}/visits: what the bureau holds of a person, oldest first. {@code
   * openLines} are uploaded and not settled.
   */
  Answer held(Call call, Transaction tx) {
    Insured insured =
        tx.find(Insured.class, call.parameter("ref").toUpperCase(Locale.ROOT))
            .orElseThrow(() -> new Refused(404, "insured.unknown", "no such insured person"));
    List<Map<String, Object>> items = new ArrayList<>();
    tx.owned(Visit.class, insured.psnNo()).stream()
        .sorted(Comparator.comparing(Visit::mdtrtId))
        .forEach(visit -> items.add(held(visit, tx)));
    return Answer.json(200, Map.of("items", items));
  }

  private static Map<String, Object> held(Visit visit, Transaction tx) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("mdtrtId", visit.mdtrtId());
    item.put("doctor", visit.doctor());
    item.put("department", visit.department());
    item.put("cancelled", visit.cancelled());
    long open = details(tx, visit).stream().filter(d -> d.setlId() == null).count();
    item.put("openLines", open);
    item.put("settledLines", details(tx, visit).size() - open);
    return item;
  }

  /** The credential must be this person's; an authorisation must still be unused. */
  static void credential(Transaction tx, Fields data, Insured insured) {
    Insured shown =
        People.byCredential(tx, data.text("mdtrt_cert_type", 3), data.text("mdtrt_cert_no", 100));
    if (!shown.psnNo().equals(insured.psnNo())) {
      throw Fsi.refused("就诊凭证与人员不一致");
    }
  }

  /** A message says where the person is insured. */
  static void requireArea(Insured insured, Fsi.Message message) {
    if (!insured.area().equals(message.insuredArea())) {
      throw Fsi.refused("参保地行政区划与参保信息不一致");
    }
  }

  static void requireInsurance(Insured insured, String insutype) {
    if (!insured.insutype().equals(insutype)) {
      throw Fsi.refused("该人员未参加此险种");
    }
  }

  static Visit visit(Fsi.Message message, Transaction tx, Fields data) {
    Visit visit =
        tx.find(Visit.class, data.text("mdtrt_id", 30))
            .filter(v -> v.institution().equals(message.institution()))
            .orElseThrow(() -> Fsi.refused("就诊信息不存在"));
    if (!visit.psnNo().equals(data.text("psn_no", 30))) {
      throw Fsi.refused("就诊信息与人员不一致");
    }
    if (visit.cancelled()) {
      throw Fsi.refused("就诊登记已撤销");
    }
    Insured insured = People.byPsnNo(tx, visit.psnNo());
    requireArea(insured, message);
    refuse(tx, insured, message.infno(), message.institution(), visit.medType());
    return visit;
  }

  /** 2202. */
  Map<String, Object> cancel(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    Visit visit = visit(message, tx, data);
    if (!visit.iptOtpNo().equals(data.text("ipt_otp_no", 30))) {
      throw Fsi.refused("住院/门诊号不一致");
    }
    if (details(tx, visit).stream().anyMatch(d -> d.setlId() != null)) {
      throw Fsi.refused("存在有效结算，不能撤销挂号");
    }
    details(tx, visit).forEach(d -> tx.remove(FeeDetail.class, d.key()));
    tx.put(visit.mdtrtId(), visit.psnNo(), visit.asCancelled());
    return Map.of();
  }

  static List<FeeDetail> details(Transaction tx, Visit visit) {
    return tx.owned(FeeDetail.class, visit.mdtrtId());
  }

  /** 2203 and 2203A. */
  Map<String, Object> tell(Fsi.Message message, Transaction tx) {
    Fields info = message.input().object("mdtrtinfo");
    Visit visit = visit(message, tx, info);
    String medType = info.text("med_type", 6);
    Fsi.requireTime(info, "begntime");
    List<Fields> diagnoses = message.input().objects("diseinfo", 50);
    if (diagnoses.isEmpty()) {
      throw Fsi.refused("诊断信息不能为空");
    }
    for (Fields diagnosis : diagnoses) {
      diagnosis.text("diag_type", 6);
      diagnosis.text("diag_code", 30);
      diagnosis.text("diag_name", 200);
      diagnosis.text("vali_flag", 3);
      if (diagnosis.has("diag_time")) {
        Fsi.requireTime(diagnosis, "diag_time");
      }
    }
    if (medType.equals(CHRONIC) && info.optional("dise_codg", 30).isEmpty()) {
      throw Fsi.refused("门诊慢特病必须填写病种编码");
    }
    Optional<String> disease = info.optional("dise_codg", 30);
    Refusals.requireDisease(People.byPsnNo(tx, visit.psnNo()), medType, disease);
    tx.put(visit.mdtrtId(), visit.psnNo(), visit.told(medType, disease.orElse(null)));
    return Map.of();
  }

  /** 2204. */
  Map<String, Object> details(Fsi.Message message, Transaction tx) {
    List<Fields> lines = message.input().objects("feedetail", 500);
    if (lines.isEmpty()) {
      throw Fsi.refused("费用明细不能为空");
    }
    List<FeeDetail> details = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Fields line : lines) {
      FeeDetail detail = detail(message, tx, line);
      if (!keys.add(detail.key()) || tx.find(FeeDetail.class, detail.key()).isPresent()) {
        throw Fsi.refused("费用明细流水号重复");
      }
      details.add(detail);
    }
    List<Map<String, Object>> result = new ArrayList<>();
    for (int i = 0; i < details.size(); i++) {
      FeeDetail detail = details.get(i);
      tx.put(detail.key(), detail.mdtrtId(), detail);
      result.add(judged(tx, detail, lines.get(i)));
    }
    return Map.of("result", result);
  }

  private static FeeDetail detail(Fsi.Message message, Transaction tx, Fields line) {
    Visit visit = visit(message, tx, line);
    Fsi.requireTime(line, "fee_ocur_time");
    requireDisease(visit, line.optional("dise_codg", 30));
    line.optional("etip_hosp_code", 30)
        .filter(elsewhere -> !line.optional("etip_flag", 3).equals(Optional.of("1")))
        .ifPresent(
            elsewhere -> {
              throw line.bad("etip_flag", "must be 1 with etip_hosp_code");
            });
    line.text("medins_list_codg", 150);
    line.decimal("pric");
    String code = line.text("med_list_codg", 50);
    InsuranceClass insuranceClass =
        Catalogue.classOf(tx, code)
            .or(() -> line.optional("chrgitm_lv", 3).flatMap(InsuranceClass::of))
            .orElse(InsuranceClass.A);
    long amount = Yuan.fen(line, "det_item_fee_sumamt");
    return new FeeDetail(
        visit.mdtrtId(),
        line.text("feedetl_sn", 30),
        line.text("chrg_bchno", 30),
        insuranceClass,
        amount,
        Catalogue.overLimit(tx, code, amount, line.decimal("cnt")),
        null);
  }

  /** A line of a chronic or special disease names it, and no line names another. */
  private static void requireDisease(Visit visit, Optional<String> named) {
    boolean required = CHRONIC.equals(visit.medType());
    if ((required && named.isEmpty())
        || named.filter(disease -> !disease.equals(visit.disease())).isPresent()) {
      throw Fsi.refused("费用明细病种编码与就诊信息不一致");
    }
  }

  private static Map<String, Object> judged(Transaction tx, FeeDetail detail, Fields asked) {
    FundRules.Line line = detail.line();
    Map<String, Object> judged = new LinkedHashMap<>();
    judged.put("feedetl_sn", detail.feedetlSn());
    judged.put("det_item_fee_sumamt", Yuan.of(detail.amount()));
    judged.put("cnt", asked.decimal("cnt"));
    judged.put("pric", asked.decimal("pric"));
    judged.put("pric_uplmt_amt", Yuan.of(Catalogue.limit(tx, asked.text("med_list_codg", 50))));
    judged.put("selfpay_prop", BigDecimal.valueOf(detail.insuranceClass().ownBasisPoints(), 4));
    judged.put("fulamt_ownpay_amt", Yuan.of(line.fullOwn()));
    judged.put("overlmt_amt", Yuan.of(line.overLimit()));
    judged.put("preselfpay_amt", Yuan.of(line.ownFirst()));
    judged.put("inscp_scp_amt", Yuan.of(line.inScope()));
    judged.put("chrgitm_lv", detail.insuranceClass().code());
    return judged;
  }

  /** 2205; batch 0000 means all that is not settled. */
  Map<String, Object> cancelDetails(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    Visit visit = visit(message, tx, data);
    String batch = data.text("chrg_bchno", 30);
    List<FeeDetail> chosen =
        details(tx, visit).stream()
            .filter(d -> batch.equals("0000") || d.chrgBchno().equals(batch))
            .toList();
    if (!batch.equals("0000") && chosen.stream().anyMatch(d -> d.setlId() != null)) {
      throw Fsi.refused("该批次费用已结算，不能撤销");
    }
    chosen.stream()
        .filter(d -> d.setlId() == null)
        .forEach(d -> tx.remove(FeeDetail.class, d.key()));
    return Map.of();
  }
}
