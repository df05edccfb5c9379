package org.yima.gateway.bureau;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.FeeUpload;
import org.yima.gateway.insurance.InsuredPerson;
import org.yima.gateway.insurance.LineFact;

/** The bureau's output nodes of 1101 and 2204 as our records. */
final class FsiOutputs {

  private FsiOutputs() {}

  static InsuredPerson insuredPerson(Fields output) {
    Fields base = output.object("baseinfo").orElseThrow(() -> new UnreadableAnswer("baseinfo"));
    List<InsuredPerson.Insurance> insurances =
        output.objects("insuinfo").stream()
            .map(
                info ->
                    new InsuredPerson.Insurance(
                        info.text("insutype"),
                        info.optionalText("psn_type").orElse(""),
                        info.text("psn_insu_stas"),
                        info.yuanAsFenOrZero("balc"),
                        info.optionalText("insuplc_admdvs").orElse("")))
            .toList();
    return new InsuredPerson(
        base.text("psn_no"),
        base.text("psn_cert_type"),
        base.text("certno"),
        base.text("psn_name"),
        insurances);
  }

  /** One fact for every line that was sent, in that order; nothing missing, nothing more. */
  static List<LineFact> lineFacts(Fields output, FeeUpload sent) {
    Map<String, LineFact> byLine = new LinkedHashMap<>();
    for (Fields result : output.objects("result")) {
      LineFact fact = lineFact(result);
      if (byLine.put(fact.lineId(), fact) != null) {
        throw new UnreadableAnswer("feedetl_sn");
      }
    }
    List<LineFact> facts = new ArrayList<>();
    for (FeeUpload.Line line : sent.lines()) {
      LineFact fact = byLine.remove(line.lineId());
      if (fact == null || fact.amountFen() != line.amountFen()) {
        throw new UnreadableAnswer("feedetl_sn");
      }
      facts.add(fact);
    }
    if (!byLine.isEmpty()) {
      throw new UnreadableAnswer("feedetl_sn");
    }
    return List.copyOf(facts);
  }

  private static LineFact lineFact(Fields result) {
    LineFact fact =
        new LineFact(
            result.text("feedetl_sn"),
            result.text("chrgitm_lv"),
            ratio(result),
            result.yuanAsFen("det_item_fee_sumamt"),
            result.decimal("pric_uplmt_amt"),
            result.yuanAsFenOrZero("fulamt_ownpay_amt"),
            result.yuanAsFenOrZero("overlmt_amt"),
            result.yuanAsFenOrZero("preselfpay_amt"),
            result.yuanAsFenOrZero("inscp_scp_amt"));
    long parts =
        Math.addExact(
            Math.addExact(fact.fullyOwnPaidFen(), fact.overLimitFen()),
            Math.addExact(fact.ownPaidFirstFen(), fact.inScopeFen()));
    if (parts != fact.amountFen()) {
      throw new UnreadableAnswer("det_item_fee_sumamt");
    }
    return fact;
  }

  private static BigDecimal ratio(Fields result) {
    Optional<BigDecimal> ratio = result.decimal("selfpay_prop");
    if (ratio.isPresent()
        && (ratio.get().signum() < 0 || ratio.get().compareTo(BigDecimal.ONE) > 0)) {
      throw new UnreadableAnswer("selfpay_prop");
    }
    return ratio.orElse(BigDecimal.ZERO);
  }
}
