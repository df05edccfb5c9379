package org.yima.migration.handover;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yima.index.SampleDocuments;

/** A small extract as a hospital writes it, with one row of each kind of dirt. */
final class Extract {
  static final Map<String, Object> MAPPING =
      Map.of(
          "encoding",
          "GB18030",
          "columns",
          Map.ofEntries(
              Map.entry("cardNumber", "卡号"),
              Map.entry("patientId", "病人ID"),
              Map.entry("name", "姓名"),
              Map.entry("sex", "性别"),
              Map.entry("birthDate", "出生日期"),
              Map.entry("documentNumber", "证件号"),
              Map.entry("address", "住址"),
              Map.entry("balance", "余额"),
              Map.entry("balanceKind", "类别"),
              Map.entry("balanceAt", "时点")),
          "values",
          Map.of("balanceKind", Map.of("现金", "CASH", "救助", "RELIEF", "不记名", "UNNAMED")));

  static final String HEADER = "卡号,病人ID,姓名,性别,出生日期,证件号,住址,余额,类别,时点";

  /** How many people have a clean card, besides the dirty rows. */
  static final int CLEAN = 450;

  private final List<String> lines = new ArrayList<>();
  private final int prefix;
  final String ownerDocument;

  Extract(int prefix) {
    this.prefix = prefix;
    ownerDocument = document(512);
    for (int i = 0; i < CLEAN; i++) {
      add(i, "王" + (char) ('一' + i), document(i), "1.01", "现金");
    }
    add(500, "张伟", ownerDocument, "20.00", "现金");
    lines.add(line(501, pid(500), "张伟", ownerDocument, "医码市1号", "0.50", "救助"));
    lines.add(line(502, pid(502), "张小宝", ownerDocument, "医码市1号", "3.00", "现金"));
    add(503, "李四", "9.90101E+17", "7.00", "现金");
    add(504, "测试", "", "100.00", "现金");
    lines.add(line(505, pid(505), "李五", "", "医码市1号,2单元", "9.00", "现金"));
    add(506, "李六", document(506), "1.2345", "现金");
    add(507, "李七", document(507), "2.3400", "现金");
    lines.add(line(508, pid(507), "赵八", document(508), "医码市", "4.00", "现金"));
    lines.add(line(500, pid(509), "钱九", document(509), "医码市", "5.00", "现金"));
    lines.add(line(510, "", "", "", "", "6.00", "不记名"));
    lines.add(line(511, pid(511), "孙十", document(511), "医码市", "8.00", "现金").substring(4));
    lines.add(card(512) + "," + pid(512) + ",未写");
  }

  /** Of one born on another day than all others of the extract and of other extracts. */
  private String document(int n) {
    return SampleDocuments.of(
        String.format(
            "990105%04d%02d%02d%03d",
            1930 + (n + prefix * 7) % 80,
            1 + (n + prefix * 5) % 12,
            1 + (prefix + n) % 28,
            prefix * 10 + n / 240 * 2));
  }

  private void add(int n, String name, String document, String balance, String kind) {
    lines.add(line(n, pid(n), name, document, "医码市" + prefix + "路" + n + "号", balance, kind));
  }

  private String line(
      int n,
      String patient,
      String name,
      String document,
      String address,
      String balance,
      String kind) {
    return String.join(
        ",",
        card(n),
        patient,
        name,
        "",
        "",
        document,
        address,
        balance,
        kind,
        "2026-10-31 08:00:00");
  }

  String card(int n) {
    return String.format("0000%02d%04d", prefix, n);
  }

  String pid(int n) {
    return String.format("P%02d%05d", prefix, n);
  }

  byte[] bytes() {
    return (HEADER + "\r\n" + String.join("\r\n", lines)).getBytes(Charset.forName("GB18030"));
  }

  int rows() {
    return lines.size();
  }
}
