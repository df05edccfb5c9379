package org.yima.gateway.bureau;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.yima.gateway.Outcome;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.http.UnreadableAnswer;
import org.yima.gateway.insurance.BureauCall;
import org.yima.gateway.insurance.Difference;
import org.yima.gateway.insurance.FileKey;
import org.yima.gateway.insurance.InsuranceReconciliation;
import org.yima.gateway.insurance.StatementRow;
import org.yima.gateway.insurance.StatementScope;
import org.yima.gateway.insurance.Totals;

/** 3201, 3202, 9101 and 9102 of one bureau. */
public final class FsiReconciliation implements InsuranceReconciliation {
  private final FsiChannel channel;
  private final ReconciliationProfile profile;
  private final StatementFiles files;

  public FsiReconciliation(
      FsiSettings settings,
      ReconciliationProfile profile,
      InstantSource clock,
      SecureRandom random) {
    this.channel = new FsiChannel(settings, clock, random);
    this.profile = profile;
    this.files = new StatementFiles(profile);
  }

  @Override
  public Outcome<Verdict> judgeTotals(
      BureauCall call, StatementScope scope, String insutype, String clearingType, Totals totals) {
    ObjectNode input = Json.object();
    put(input.putObject("data"), scope, totals)
        .put("insutype", insutype)
        .put("clr_type", clearingType)
        .put("acct_pay", Yuan.fromFen(totals.accountFen()));
    return ask(
        FsiTransaction.JUDGE_TOTALS,
        call,
        input,
        output -> verdict(node(output, "stmtinfo").text("stmt_rslt")));
  }

  private Verdict verdict(String result) {
    if (result.equals(profile.equal())) {
      return Verdict.EQUAL;
    }
    if (result.equals(profile.different())) {
      return Verdict.DIFFERENT;
    }
    throw new UnreadableAnswer("stmt_rslt");
  }

  @Override
  public Outcome<FileKey> sendDetails(BureauCall call, String fileName, List<StatementRow> rows) {
    ObjectNode input = Json.object();
    ObjectNode file =
        input
            .putObject("fsUploadIn")
            .put("filename", fileName)
            .put("fixmedins_code", call.institution().code());
    byte[] content = files.details(fileName + ".txt", rows);
    if (profile.bytesAsList()) {
      ArrayNode numbers = file.putArray("in");
      for (byte each : content) {
        numbers.add(each);
      }
    } else {
      file.put("in", Base64.getEncoder().encodeToString(content));
    }
    return ask(
        FsiTransaction.SEND_FILE,
        call,
        input,
        output -> new FileKey(output.text("file_qury_no"), output.text("filename")));
  }

  @Override
  public Outcome<FileKey> judgeDetails(
      BureauCall call, StatementScope scope, FileKey details, Totals totals) {
    ObjectNode input = Json.object();
    put(input.putObject("data"), scope, totals)
        .put("file_qury_no", details.number())
        .put("acct_pay", Yuan.fromFen(totals.accountFen()))
        .put("cash_payamt", Yuan.fromFen(totals.cashFen()));
    return ask(
        FsiTransaction.JUDGE_DETAILS,
        call,
        input,
        output -> {
          Fields file = node(output, "fileinfo");
          return new FileKey(file.text("file_qury_no"), file.text("filename"));
        });
  }

  private static ObjectNode put(ObjectNode data, StatementScope scope, Totals totals) {
    return data.put("setl_optins", scope.settledBy())
        .put("stmt_begndate", scope.first().toString())
        .put("stmt_enddate", scope.last().toString())
        .put("medfee_sumamt", Yuan.fromFen(totals.totalFen()))
        .put("fund_pay_sumamt", Yuan.fromFen(totals.fundFen()))
        .put("fixmedins_setl_cnt", totals.count());
  }

  private static Fields node(Fields output, String name) {
    return output.object(name).orElseThrow(() -> new UnreadableAnswer(name));
  }

  @Override
  public Outcome<List<Difference>> differences(BureauCall call, FileKey file) {
    ObjectNode input = Json.object();
    input
        .putObject("fsDownloadIn")
        .put("file_qury_no", file.number())
        .put("filename", file.name())
        .put("fixmedins_code", call.institution().code());
    return channel
        .file(FsiTransaction.FETCH_FILE, call, input)
        .then(zip -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(files.differences(zip))));
  }

  private <T> Outcome<T> ask(
      FsiTransaction transaction, BureauCall call, ObjectNode input, Function<Fields, T> reader) {
    return channel
        .call(transaction, call, input)
        .then(output -> UnreadableAnswer.orUnknown(() -> Outcome.succeeded(reader.apply(output))));
  }
}
