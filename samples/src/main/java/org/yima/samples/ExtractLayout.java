package org.yima.samples;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How each hospital's system writes its extract: headers, encoding, line ends, codes for values.
 */
final class ExtractLayout {
  /** A city hospital: UTF-8, Chinese headers, Chinese words for values. */
  static final ExtractLayout FIRST =
      new ExtractLayout(
          1,
          StandardCharsets.UTF_8,
          "",
          "\n",
          "yyyy-MM-dd",
          List.of("男", "女"),
          "居民身份证",
          List.of("现金", "医保个账", "救助专款", "押金", "欠费", "冻结", "不记名"),
          List.of("正常", "挂失", "注销"),
          List.of("否", "是"),
          "就诊卡号,病人ID,姓名,性别,出生日期,证件类型,证件号码,联系电话,家庭住址,账户余额,余额类别,余额时点,建卡日期,卡状态,死亡标志");

  /** An older system: GB18030, GB/T codes for sex, dates without dashes. */
  static final ExtractLayout TCM =
      new ExtractLayout(
          2,
          Charset.forName("GB18030"),
          "",
          "\r\n",
          "yyyyMMdd",
          List.of("1", "2"),
          "01",
          List.of("XJ", "GZ", "JZ", "YJ", "QF", "DJ", "BJ"),
          List.of("0", "1", "2"),
          List.of("0", "1"),
          "卡号,患者编号,患者姓名,性别代码,出生年月日,证件类别代码,身份证号,手机,住址,余额,账户类型,截止时间,发卡日期,状态,是否死亡");

  /** A county hospital: UTF-8 with a byte-order mark, English headers. */
  static final ExtractLayout COUNTY =
      new ExtractLayout(
          3,
          StandardCharsets.UTF_8,
          "\uFEFF",
          "\r\n",
          "yyyy/MM/dd",
          List.of("M", "F"),
          "ID",
          List.of("CASH", "ACCT", "AID", "DEP", "OWE", "HOLD", "ANON"),
          List.of("A", "L", "C"),
          List.of("N", "Y"),
          "CARD_NO,PAT_ID,PAT_NAME,SEX,BIRTHDAY,ID_TYPE,ID_NO,TEL,ADDR,BALANCE,BAL_KIND,BAL_AT,CREATE_DATE,STATUS,DEATH_FLAG");

  /** The three hospitals' layouts in the order of their numbers. */
  static final List<ExtractLayout> ALL = List.of(FIRST, TCM, COUNTY);

  private final int number;
  private final Charset charset;
  private final String mark;
  private final String lineEnd;
  private final DateTimeFormatter dates;
  private final Map<Sex, String> sexes;
  private final String residentId;
  private final Map<BalanceKind, String> balanceKinds;
  private final Map<CardStatus, String> statuses;
  private final Map<Boolean, String> deceased;
  private final Map<Column, String> headers;

  private ExtractLayout(
      int number,
      Charset charset,
      String mark,
      String lineEnd,
      String dates,
      List<String> sexes,
      String residentId,
      List<String> balanceKinds,
      List<String> statuses,
      List<String> deceased,
      String headers) {
    this.number = number;
    this.charset = charset;
    this.mark = mark;
    this.lineEnd = lineEnd;
    this.dates = DateTimeFormatter.ofPattern(dates);
    this.sexes = words(Sex.values(), sexes);
    this.residentId = residentId;
    this.balanceKinds = words(BalanceKind.values(), balanceKinds);
    this.statuses = words(CardStatus.values(), statuses);
    this.deceased = words(new Boolean[] {false, true}, deceased);
    this.headers = words(Column.values(), List.of(headers.split(",", -1)));
  }

  @Override
  public String toString() {
    return code();
  }

  /** 1 to 3. */
  int number() {
    return number;
  }

  /** The institution's code. */
  String code() {
    return "h" + number;
  }

  /** The domain that assigns this hospital's card numbers. */
  String domain() {
    return code() + "-card";
  }

  String fileName() {
    return code() + ".csv";
  }

  Charset charset() {
    return charset;
  }

  /** What stands before the header: a byte-order mark or nothing. */
  String mark() {
    return mark;
  }

  String lineEnd() {
    return lineEnd;
  }

  String date(LocalDate date) {
    return date.format(dates);
  }

  String word(Sex sex) {
    return sexes.get(sex);
  }

  String word(BalanceKind kind) {
    return balanceKinds.get(kind);
  }

  String word(CardStatus status) {
    return statuses.get(status);
  }

  String word(boolean dead) {
    return deceased.get(dead);
  }

  String residentId() {
    return residentId;
  }

  /** The headers in the order of the file. */
  List<String> headers() {
    return List.copyOf(headers.values());
  }

  /** Our key to the file's header. */
  Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    headers.forEach((column, header) -> columns.put(column.key(), header));
    return columns;
  }

  /** Per key, the file's word to ours. */
  Map<String, Map<String, String>> meanings() {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    values.put(Column.SEX.key(), reversed(sexes));
    values.put(Column.DOCUMENT_TYPE.key(), Map.of(residentId, "RESIDENT_ID"));
    values.put(Column.BALANCE_KIND.key(), reversed(balanceKinds));
    values.put(Column.STATUS.key(), reversed(statuses));
    values.put(Column.DECEASED.key(), reversed(deceased));
    return values;
  }

  /** Ours to theirs, in our order. */
  private static <T> Map<T, String> words(T[] ours, List<String> theirs) {
    Map<T, String> words = new LinkedHashMap<>();
    for (int i = 0; i < ours.length; i++) {
      words.put(ours[i], theirs.get(i));
    }
    return words;
  }

  private static <T> Map<String, String> reversed(Map<T, String> words) {
    Map<String, String> reversed = new LinkedHashMap<>();
    words.forEach((ours, theirs) -> reversed.put(theirs, ours.toString()));
    return reversed;
  }
}
