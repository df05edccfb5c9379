package org.yima.sandbox.bureau;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;

/**
 * 3201 and 3202: an institution's totals and details, judged against what was settled and reversed
 * here in the period. A reversal is a row of its own, with negative amounts.
 */
final class Reconciliations {
  private static final String EQUAL = "0";
  private static final String DIFFERENT = "1";
  private static final String CENTRE_ONLY = "101";
  private static final String INSTITUTION_ONLY = "102";
  private static final String OTHER_DATA = "103";
  private static final String OUTPATIENT = "11";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(Fsi.ZONE);

  private Reconciliations() {}

  /** A settlement or its reversal, in fen. */
  private record Row(
      String psnNo,
      String insutype,
      String area,
      String mdtrtId,
      String setlId,
      String msgid,
      boolean reversal,
      long total,
      long fund,
      long account,
      long hospital) {

    static Row of(Settlement s, boolean reversal) {
      int sign = reversal ? -1 : 1;
      FundRules.Shares shares = s.shares();
      return new Row(
          s.psnNo(),
          s.insutype(),
          s.area(),
          s.mdtrtId(),
          s.setlId(),
          s.msgid(),
          reversal,
          sign * shares.total(),
          sign * shares.fund(),
          sign * (shares.account() + shares.mutualAid()),
          sign * shares.hospital());
    }

    /** What is left for the person, where the hospital bears so much. */
    long cash(long borne) {
      return total - fund - account - borne;
    }

    String key() {
      return setlId + "/" + (reversal ? "1" : "0");
    }

    List<String> judged(String result, String memo) {
      return List.of(
          psnNo,
          mdtrtId,
          setlId,
          msgid,
          result,
          reversal ? "1" : "0",
          memo,
          Yuan.of(total).toPlainString(),
          Yuan.of(fund).toPlainString(),
          Yuan.of(account).toPlainString());
    }
  }

  /** Both days belong to the period. */
  private record Period(LocalDate first, LocalDate last) {
    static Period of(Fields data) {
      try {
        return new Period(
            LocalDate.parse(data.text("stmt_begndate", 10)),
            LocalDate.parse(data.text("stmt_enddate", 10)));
      } catch (DateTimeParseException malformed) {
        throw Fsi.refused("对账日期格式错误");
      }
    }

    boolean holds(Instant at) {
      if (at == null) {
        return false;
      }
      LocalDate day = LocalDate.ofInstant(at, Fsi.ZONE);
      return !day.isBefore(first) && !day.isAfter(last);
    }
  }

  private static List<Row> rows(Transaction tx, String institution, Period period) {
    List<Row> rows = new ArrayList<>();
    for (Settlement settlement : tx.all(Settlement.class)) {
      if (settlement.institution().equals(institution)) {
        if (period.holds(settlement.at())) {
          rows.add(Row.of(settlement, false));
        }
        if (period.holds(settlement.reversedAt())) {
          rows.add(Row.of(settlement, true));
        }
      }
    }
    return rows;
  }

  /**
   * 3201, for one area, one kind of insurance and one kind of clearing, as they were when it was
   * settled; everybody here is treated as an outpatient.
   */
  static Map<String, Object> totals(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    String insutype = data.text("insutype", 6);
    boolean ours = data.text("clr_type", 6).equals(OUTPATIENT);
    List<Row> rows =
        rows(tx, message.institution(), Period.of(data)).stream()
            .filter(row -> ours)
            .filter(row -> row.area().equals(message.insuredArea()))
            .filter(row -> row.insutype().equals(insutype))
            .toList();
    boolean equal =
        sum(rows, Row::total) == signed(data, "medfee_sumamt")
            && sum(rows, Row::fund) == signed(data, "fund_pay_sumamt")
            && sum(rows, Row::account) == signed(data, "acct_pay")
            && rows.size() == count(data);
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("setl_optins", data.text("setl_optins", 6));
    verdict.put("stmt_rslt", equal ? EQUAL : DIFFERENT);
    verdict.put("stmt_rslt_dscr", equal ? "对账成功" : "对账不平");
    return Map.of("stmtinfo", verdict);
  }

  private static long sum(List<Row> rows, ToLongFunction<Row> part) {
    return rows.stream().mapToLong(part).sum();
  }

  private static long count(Fields data) {
    try {
      return data.decimal("fixmedins_setl_cnt").longValueExact();
    } catch (ArithmeticException fraction) {
      throw data.bad("fixmedins_setl_cnt", "must be a whole number");
    }
  }

  /** Sums may be negative: a day can reverse more than it settles. */
  private static long signed(Fields data, String name) {
    try {
      return data.decimal(name).movePointRight(2).longValueExact();
    } catch (ArithmeticException notFen) {
      throw data.bad(name, "must be yuan with at most 2 decimals");
    }
  }

  /** 3202: the file of 9101 against our rows; what differs becomes a file for 9102. */
  static Map<String, Object> details(Fsi.Message message, Transaction tx) {
    Fields data = message.data();
    data.text("setl_optins", 6);
    Map<String, Row> ours = new LinkedHashMap<>();
    rows(tx, message.institution(), Period.of(data)).forEach(row -> ours.put(row.key(), row));
    Map<String, Row> theirs = new LinkedHashMap<>();
    for (String[] line : Files.rows(tx, message.institution(), data.text("file_qury_no", 64))) {
      Row row = row(line);
      if (theirs.put(row.key(), row) != null) {
        throw Fsi.refused("对账明细重复");
      }
    }
    requireSums(data, ours, theirs);
    String name = "stmt-" + data.text("stmt_begndate", 10) + ".txt";
    byte[] zip = Files.zip(name, differences(ours, theirs));
    String number = Files.put(tx, message.institution(), name + ".zip", zip);
    Map<String, Object> file = new HashMap<>();
    file.put("file_qury_no", number);
    file.put("filename", name + ".zip");
    file.put("dld_endtime", TIME.format(tx.now().plusSeconds(7 * 86_400)));
    return Map.of("fileinfo", file);
  }

  /** A line has no column for what the hospital bears or what was paid in cash: ours knows it. */
  private static void requireSums(Fields data, Map<String, Row> ours, Map<String, Row> theirs) {
    List<Row> rows = List.copyOf(theirs.values());
    long cash =
        sum(
            rows,
            row -> row.cash(ours.containsKey(row.key()) ? ours.get(row.key()).hospital() : 0));
    if (sum(rows, Row::total) != signed(data, "medfee_sumamt")
        || sum(rows, Row::fund) != signed(data, "fund_pay_sumamt")
        || cash != signed(data, "cash_payamt")
        || (data.has("acct_pay") && sum(rows, Row::account) != signed(data, "acct_pay"))
        || rows.size() != count(data)) {
      throw Fsi.refused("对账明细合计不符");
    }
  }

  private static Row row(String[] line) {
    if (line.length != 7 || !line[6].matches("[01]")) {
      throw Fsi.refused("对账明细列数或退费标志错误");
    }
    return new Row(
        line[2],
        "",
        "",
        line[1],
        line[0],
        "",
        line[6].equals("1"),
        fen(line[3]),
        fen(line[4]),
        fen(line[5]),
        0);
  }

  private static long fen(String yuan) {
    if (!yuan.matches("-?\\d{1,12}(\\.\\d{1,2})?")) {
      throw Fsi.refused("对账明细金额格式错误");
    }
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  private static List<List<String>> differences(Map<String, Row> ours, Map<String, Row> theirs) {
    List<List<String>> differences = new ArrayList<>();
    ours.forEach(
        (key, row) -> {
          Row other = theirs.get(key);
          if (other == null) {
            differences.add(row.judged(CENTRE_ONLY, "中心多"));
          } else if (other.total() != row.total()
              || other.fund() != row.fund()
              || other.account() != row.account()) {
            differences.add(row.judged(OTHER_DATA, "数据不一致"));
          }
        });
    theirs.forEach(
        (key, row) -> {
          if (!ours.containsKey(key)) {
            differences.add(row.judged(INSTITUTION_ONLY, "医药机构多"));
          }
        });
    return differences;
  }
}
