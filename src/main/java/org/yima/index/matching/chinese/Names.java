package org.yima.index.matching.chinese;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yima.index.matching.normal.Text;

/**
 * The steps by which a name as a desk wrote it becomes the name that is compared. Each step is one
 * rule; {@link #normal} is all of them in order.
 */
public final class Names {
  /** Stands for a character that a desk could not write. */
  public static final char SUBSTITUTE = '?';

  private static final char DOT = '·';
  private static final String DOTS = "·•‧・⋅∙●.．。﹒˙。、";
  private static final String SUBSTITUTES = "?？*＊□■〓△▲○◇�＿_〇#";
  private static final int LONGEST_WITH_SUBSTITUTE = 3;
  private static final Pattern REMARK = Pattern.compile("[(\\[{【〔<《（][^)\\]}】〕>》）]*[)\\]}】〕>》）]?");
  private static final Pattern BED =
      Pattern.compile("^[+加]?[0-9A-Z]{0,4}床|[+加]?[0-9]{1,4}[床号]$|[0-9]+$");
  private static final List<String> TITLES =
      List.of("先生", "女士", "小姐", "太太", "同志", "老师", "医生", "阿姨", "师傅", "夫人");
  private static final Set<String> NOBODY =
      Set.of(
          "无名氏", "无名", "无姓名", "姓名", "未知", "不详", "不祥", "不明", "未登记", "未提供", "匿名", "测试", "测试患者",
          "测试病人", "患者", "病人", "临时", "临时卡", "急诊", "急诊患者", "体检", "空", "无", "某某", "某某某", "NULL",
          "NONE", "UNKNOWN", "TEST", "NA", "N/A", "ADMIN", "AAA", "ABC");
  private static final Pattern TEST_NAME =
      Pattern.compile("^(?:TEST|CESHI|DEMO|演示).*|.*(?:测试|无名氏).*");

  /** What a child without a name is called after its mother: the name, then one of these. */
  private static final Pattern CHILD =
      Pattern.compile(
          "^(.+?)(之[长次大小二三]?(?:子女|子|女婴|男婴|女儿|女|婴儿|婴|儿子|儿|男|双胞胎|双)|[长次][子女]|儿子|女儿"
              + "|男婴|女婴|婴儿|新生儿|的?宝宝|BB|大双|小双|双胞胎|双(?=[0-9A-D甲乙]))([0-9A-D甲乙丙大小一二三]?)$");

  /** The same in brackets. */
  private static final Pattern CHILD_REMARK =
      Pattern.compile("[(]之?(子|女|儿子|女儿|婴儿|双胞胎)([0-9A-D甲乙大小]?)[)]$");

  private Names() {}

  /** Brackets and what stands in them: a bed, a relation, a remark. */
  public static String withoutRemarks(String name) {
    return REMARK.matcher(name).replaceAll("");
  }

  /** A bed or a number at either end. */
  public static String withoutBed(String name) {
    return BED.matcher(name).replaceAll("");
  }

  /** A title at the end, where a name of two characters or more is left, or a surname. */
  public static String withoutTitle(String name) {
    for (String title : TITLES) {
      if (name.endsWith(title) && name.length() > title.length() + 1) {
        return name.substring(0, name.length() - title.length());
      }
    }
    return name;
  }

  /** All the dots that stand between the parts of a name become one kind. */
  public static String oneDot(String name) {
    StringBuilder changed = null;
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != DOT && DOTS.indexOf(name.charAt(i)) >= 0) {
        changed = changed == null ? new StringBuilder(name) : changed;
        changed.setCharAt(i, DOT);
      }
    }
    return changed == null ? name : changed.toString();
  }

  /**
   * Signs for a character that could not be written become {@link #SUBSTITUTE}. A dot is one where
   * it cannot divide the parts of a name: at an end, or in a name of three signs.
   */
  public static String oneSubstitute(String name) {
    StringBuilder changed = null;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean substitute =
          c == DOT
              ? i == 0 || i == name.length() - 1 || name.length() <= LONGEST_WITH_SUBSTITUTE
              : SUBSTITUTES.indexOf(c) >= 0;
      if (substitute && c != SUBSTITUTE) {
        changed = changed == null ? new StringBuilder(name) : changed;
        changed.setCharAt(i, SUBSTITUTE);
      }
    }
    return changed == null ? name : changed.toString();
  }

  /** The dots that are left divide the parts of a name, and are written or not. */
  public static String withoutDots(String name) {
    return name.indexOf(DOT) < 0 ? name : name.replace(String.valueOf(DOT), "");
  }

  /** Nothing for what is no name: test rows, "unknown", nothing but substitutes. */
  public static String somebody(String name) {
    boolean all = true;
    for (int i = 0; i < name.length(); i++) {
      all &= name.charAt(i) == SUBSTITUTE;
    }
    boolean nobody = all || NOBODY.contains(name) || Text.isOneCharacter(name) || isTest(name);
    return nobody ? "" : name;
  }

  private static boolean isTest(String name) {
    return (name.indexOf('测') >= 0 || name.length() > LONGEST_WITH_SUBSTITUTE)
        && TEST_NAME.matcher(name).matches();
  }

  /**
   * A name in the parts that matter.
   *
   * @param own the person's own name; empty for a child that is called after its mother
   * @param mother whom a child is called after
   * @param child what the child is: {@code M}, {@code F} or {@code C}, and the mark of a twin after
   *     it; empty for anybody else
   */
  public record Parsed(String own, String mother, String child) {}

  /** All steps. */
  public static Parsed parse(String raw) {
    if (raw == null || raw.isEmpty()) {
      return new Parsed("", "", "");
    }
    String clean = Han.plain(Text.upper(Text.unspaced(Text.nfkc(raw))));
    if (isShortAndHan(clean)) {
      return new Parsed(somebody(clean), "", "");
    }
    clean = withoutRemarks(CHILD_REMARK.matcher(clean).replaceAll("之$1$2"));
    Matcher called = CHILD.matcher(clean);
    if (called.matches() && Han.isHan(called.group(1).charAt(0)) && called.group(1).length() > 1) {
      return new Parsed("", plainName(called.group(1)), kind(called));
    }
    return new Parsed(plainName(withoutTitle(withoutBed(clean))), "", "");
  }

  /** Most names: too short for a title, a bed or a child's word, and nothing but ideographs. */
  private static boolean isShortAndHan(String clean) {
    if (clean.length() > LONGEST_WITH_SUBSTITUTE) {
      return false;
    }
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c < 0x4E00 || c > 0x9FFF || c == '床' || c == '号') {
        return false;
      }
    }
    return true;
  }

  private static String plainName(String name) {
    return somebody(withoutDots(oneSubstitute(oneDot(name))));
  }

  private static String kind(Matcher called) {
    String word = called.group(2);
    String mark = called.group(3);
    String sex = word.contains("女") ? word.contains("子女") ? "C" : "F" : "C";
    if (sex.equals("C") && (word.contains("男") || word.endsWith("子") || word.startsWith("儿子"))) {
      sex = "M";
    }
    return sex + twin(word, mark);
  }

  /** The mark of a twin as one digit, or nothing. */
  private static String twin(String word, String mark) {
    String marks = mark.isEmpty() ? word.replaceAll("[^大小]", "") : mark;
    if (!word.contains("双") && mark.isEmpty()) {
      return "";
    }
    return switch (marks) {
      case "A", "1", "甲", "大", "一" -> "1";
      case "B", "2", "乙", "小", "二" -> "2";
      case "C", "3", "丙", "三" -> "3";
      case "D", "4" -> "4";
      default -> "";
    };
  }

  /** The name that is compared; empty when there is none. */
  public static String normal(String raw) {
    return parse(raw).own();
  }
}
