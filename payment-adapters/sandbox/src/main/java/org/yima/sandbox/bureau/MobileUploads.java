package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.config.SandboxConfig;
import org.yima.sandbox.control.PayerChannel;
import org.yima.sandbox.http.Fields;

/** 6201: a bill comes with the patient's authorisation, which it uses up. */
final class MobileUploads {
  private static final List<String> REQUIRED =
      List.of("psnNo", "insutype", "idNo", "userName", "idType", "medType", "feeType", "chrgBchno");

  /** med_type of an ordinary outpatient visit. */
  private static final String OUTPATIENT = "11";

  private final List<SandboxConfig.Institution> institutions;
  private final SecureRandom random;

  MobileUploads(List<SandboxConfig.Institution> institutions, SecureRandom random) {
    this.institutions = institutions;
    this.random = random;
  }

  Map<String, Object> upload(Fields data, Transaction tx) {
    String orgCodg = institution(data);
    REQUIRED.forEach(name -> data.text(name, 200));
    if (!data.text("begntime", 14).matches("\\d{14}")) {
      throw data.bad("begntime", "must be yyyyMMddHHmmss");
    }
    Insured insured = person(tx, data);
    Allowance.Shown shown = Allowance.Shown.in(data);
    Allowance authorisation = authorisation(tx, shown, insured);
    Visits.refuse(tx, insured, "6201", orgCodg, data.text("medType", 6));
    Visits.requireInsurance(insured, data.text("insutype", 6));
    List<FundRules.Line> lines = lines(tx, data);
    requireSums(data, lines);
    Instant until = authorisation.expiresAt();
    MobileOrder order =
        MobileOrder.saved(
            new MobileOrder.Head(
                "ORD510100%020d".formatted(tx.next("bureau-mobile")),
                token(),
                orgCodg,
                data.text("medOrgOrd", 64),
                insured.psnNo(),
                insured.insutype(),
                data.text("medType", 6),
                visit(tx, data, insured, orgCodg),
                data.text("chrgBchno", 30),
                shown.text(),
                shown.ecToken(),
                until,
                data.text("acctUsedFlag", 3).equals("1"),
                lines),
            token());
    authorisation.use(tx, insured.psnNo());
    tx.put(order.payOrdId(), insured.psnNo(), order);
    return Map.of(
        "payOrdId",
        order.payOrdId(),
        "payToken",
        order.head().payToken(),
        "extData",
        Map.of("mdtrtId", order.head().mdtrtId(), "expireTime", MobileViews.STAMP.format(until)));
  }

  /** What somebody who tries the cashier has uploaded: one line, all of it in scope. */
  MobileOrder trial(Insured person, PayerChannel.Trial trial, Transaction tx) {
    String institution = institutions.get(0).code();
    Visits.refuse(tx, person, "6201", institution, OUTPATIENT);
    MobileOrder order =
        MobileOrder.saved(
            new MobileOrder.Head(
                "ORD510100%020d".formatted(tx.next("bureau-mobile")),
                token(),
                institution,
                trial.number(),
                person.psnNo(),
                person.insutype(),
                OUTPATIENT,
                "510100%014d".formatted(tx.next("bureau-visit")),
                trial.number(),
                token(),
                true,
                tx.now().plus(Allowance.LIFE),
                true,
                List.of(new FundRules.Line(InsuranceClass.A, trial.total(), 0))),
            token());
    tx.put(order.payOrdId(), person.psnNo(), order);
    return order;
  }

  String institution(Fields data) {
    String orgCodg = data.text("orgCodg", 30);
    if (institutions.stream().noneMatch(i -> i.code().equals(orgCodg))) {
      throw Fsi.refused("医药机构编号不存在");
    }
    return orgCodg;
  }

  private static Insured person(Transaction tx, Fields data) {
    Insured insured = People.byPsnNo(tx, data.text("psnNo", 30));
    if (!insured.idNumber().equalsIgnoreCase(data.text("idNo", 50))
        || !insured.name().equals(data.text("userName", 100))) {
      throw Fsi.refused("姓名或证件号码与人员编号不一致");
    }
    return insured;
  }

  private static Allowance authorisation(Transaction tx, Allowance.Shown shown, Insured insured) {
    Allowance found = shown.valid(tx);
    if (!found.idNumber().equals(insured.idNumber())) {
      throw Fsi.refused("授权与人员不一致");
    }
    return found;
  }

  /** The visit that is named; one that arises with an ecToken gets a number. */
  private static String visit(Transaction tx, Fields data, Insured insured, String orgCodg) {
    Optional<String> named = data.optional("mdtrtId", 30);
    if (named.isEmpty()) {
      if (data.optional("ecToken", 100).isEmpty()) {
        throw data.bad("mdtrtId", "is required without ecToken");
      }
      return "510100%014d".formatted(tx.next("bureau-visit"));
    }
    return tx.find(Visit.class, named.get())
        .filter(v -> v.psnNo().equals(insured.psnNo()) && v.institution().equals(orgCodg))
        .filter(v -> !v.cancelled())
        .map(Visit::mdtrtId)
        .orElseThrow(() -> Fsi.refused("就诊信息不存在"));
  }

  private static List<FundRules.Line> lines(Transaction tx, Fields data) {
    data.objects("diseinfoList", 50).forEach(d -> d.text("diagCode", 30));
    List<FundRules.Line> lines = new ArrayList<>();
    for (Fields line : data.objects("feedetailList", 500)) {
      line.text("feedetlSn", 30);
      line.text("hospApprFlag", 3);
      InsuranceClass insuranceClass =
          Catalogue.classOf(tx, line.text("medListCodg", 50))
              .or(() -> line.optional("chrgitmLv", 3).flatMap(InsuranceClass::of))
              .orElse(InsuranceClass.A);
      long amount = Yuan.fen(line, "detItemFeeSumamt");
      BigDecimal count = line.has("cnt") ? line.decimal("cnt") : BigDecimal.ONE;
      long over = Catalogue.overLimit(tx, line.text("medListCodg", 50), amount, count);
      lines.add(new FundRules.Line(insuranceClass, amount, over));
    }
    if (lines.isEmpty()) {
      throw Fsi.refused("费用明细不能为空");
    }
    return lines;
  }

  /**
   * Three parts make the bill. What is above price limits has no part of its own here, unlike at
   * the provider interface: the person bears it, so it is among what is wholly own.
   */
  private static void requireSums(Fields data, List<FundRules.Line> lines) {
    long total = Yuan.fen(data, "medfeeSumamt");
    long fullOwn = Yuan.fen(data, "fulamtOwnpayAmt");
    long overLimit = data.has("overlmtSelfpay") ? Yuan.fen(data, "overlmtSelfpay") : 0;
    long ownFirst = Yuan.fen(data, "preselfpayAmt");
    long inScope = Yuan.fen(data, "inscpScpAmt");
    long aboveLimits = sum(lines, FundRules.Line::overLimit);
    if (sum(lines, FundRules.Line::amount) != total
        || fullOwn + ownFirst + inScope != total
        || overLimit != aboveLimits
        || sum(lines, FundRules.Line::fullOwn) + aboveLimits != fullOwn
        || sum(lines, FundRules.Line::ownFirst) != ownFirst) {
      throw Fsi.refused(Refusal.DETAILS_SUM_OFF.text());
    }
  }

  private static long sum(List<FundRules.Line> lines, ToLongFunction<FundRules.Line> part) {
    return lines.stream().mapToLong(part).sum();
  }

  private String token() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
