package org.yima.index.matching.chinese;

import java.util.List;
import java.util.Optional;
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

  /** NFKC makes a blank and U+0307 of the dot above, U+02D9; blanks go first. */
  private static final String DOTS = "·•‧・⋅∙●.．。﹒、\u0307\u1427\u16EB\u2E31\u2E33\uA78F";

  private static final String SUBSTITUTES = "?？*＊□■〓△▲○◇�＿_〇#";
  private static final int LONGEST_WITH_SUBSTITUTE = 3;
  private static final Pattern REMARK = Pattern.compile("[(\\[{【〔<《（][^)\\]}】〕>》）]*[)\\]}】〕>》）]?");
  private static final Pattern BED =
      Pattern.compile("^[+加]?[0-9A-Z]{0,4}床|[+加]?[0-9]{1,4}[床号]$|[0-9]+$");
  private static final List<String> TITLES =
      List.of(
          "先生", "女士", "小姐", "太太", "同志", "老师", "医生", "阿姨", "师傅", "夫人", "大爷", "大妈", "奶奶", "爷爷", "教授",
          "主任", "院长");
  private static final Set<String> NOBODY =
      Set.of(
          "无名氏", "无名", "无姓名", "姓名", "未知", "不详", "不祥", "不明", "未登记", "未提供", "匿名", "测试", "测试患者",
          "测试病人", "患者", "病人", "临时", "临时卡", "急诊", "急诊患者", "体检", "空", "无", "某某", "某某某", "NULL",
          "NONE", "UNKNOWN", "TEST", "NA", "ADMIN", "AAA", "ABC");
  private static final Pattern TEST_NAME =
      Pattern.compile("^(?:TEST|CESHI|DEMO)(?:USER|PATIENT|NAME|[^A-Z].*)?$|演示.*|.*(?:测试|无名氏).*");

  /** Which of several children, as wards mark them; NFKC makes digits and letters of ① and Ⅱ. */
  private static final String MARK = "III|II|I|[0-9A-D甲乙丙丁大小一二三长次]";

  /** What a child is, the word 之 before it. */
  private static final String AFTER_OF =
      "之?[长次大小二三]?(?:子女|女婴|男婴|女儿|儿子|新生儿|婴儿|婴|双胞胎|双胎|毛毛|宝宝)|之[长次大小二三]?[子女儿男双宝]";

  /** What a child is where a name of two characters or more stands before it. */
  private static final String AFTER_NAME =
      AFTER_OF + "|[长次][子女]|的?(?:宝宝|毛毛)|BB|BABY|大双|小双|双(?=(?:" + MARK + ")$)|老[大二三]|婴";

  /** A child without a name, called after its mother. */
  private static final Pattern CHILD =
      Pattern.compile("^(.{2,}?)(" + AFTER_NAME + ")之?(" + MARK + ")?$");

  /** A child of whose mother only the surname is told; 王小双 and 王之男 are names of their own. */
  private static final Pattern SURNAME_AND_CHILD =
      Pattern.compile(
          "^(.)(之[长次大小二三]?(?:子|女)|之?(?:女婴|男婴|婴儿|新生儿|宝宝|毛毛)|之?婴|儿子|女儿|BB)(" + MARK + ")?$");

  private static final Pattern OF_SOME_PEOPLE = Pattern.compile("^\\p{IsHan}(?:毛毛|宝宝|婴)$");

  /** Nobody's name: what the child is, alone. */
  private static final Pattern JUST_A_CHILD =
      Pattern.compile("^(?:无名)?(" + AFTER_OF + "|BB|BABY|大双|小双|[男女]孩)[男女]?(" + MARK + ")?$");

  /** What a child is, in brackets after its mother's name, or which of several it is. */
  private static final Pattern CHILD_REMARK =
      Pattern.compile("[(](之?(?:子|女|儿子|女儿|婴儿|新生儿|男婴|女婴|双胞胎|双胎)?)之?(" + MARK + ")?[)]$");

  private static final Pattern ASIDE = Pattern.compile("[/\\\\|\\-—－]");

  /** What desks write behind a dash that is no part of a name: who pays, who came, where. */
  private static final Pattern DESK_REMARK =
      Pattern.compile("本人|自费|公费|医保|职工|居民|农合|新农合|异地|急诊|门诊|住院|体检|家属|陪护|代(?:办|诊|取)?|VIP|复诊|初诊");

  private static final Pattern NEWBORN_BEFORE = Pattern.compile("^(?:新生儿|婴儿)(?=.{2})");

  /** With which the words above end, and titles. Other short names are names. */
  private static final String LAST_OF_WORDS = "子女儿婴双胎毛宝男孩大小一二三长次甲乙丙丁生士姐太志师姨傅人爷妈奶授任";

  private Names() {}

  /** Brackets and what stands in them: a bed, a relation, a remark. */
  public static String withoutRemarks(String name) {
    return REMARK.matcher(name).replaceAll("");
  }

  /**
   * What stands beside a name, after a slash or a dash: the guardian, an alias, who pays (王芳/本人,
   * 王芳-自费). A word for a child belongs to the name before it (王芳/之子), and between letters the sign
   * divides the parts of one name (SMITH/JOHN). A dash before anything else is typed for the dot
   * that divides a name (买买提-吐尔逊): two brothers are not what they have in common.
   */
  public static String withoutAside(String name) {
    Matcher aside = ASIDE.matcher(name);
    if (!aside.find()) {
      return name;
    }
    String before = name.substring(0, aside.start());
    String after = ASIDE.matcher(name.substring(aside.end())).replaceAll("");
    boolean one =
        before.length() < 2
            || !Han.isHan(before.charAt(0))
            || JUST_A_CHILD.matcher(after).matches();
    if (one) {
      return before + after;
    }
    boolean dash = "/\\\\|".indexOf(name.charAt(aside.start())) < 0;
    return dash && after.length() > 1 && !DESK_REMARK.matcher(after).lookingAt()
        ? before + DOT + after
        : before;
  }

  /** A bed or a number at either end. */
  public static String withoutBed(String name) {
    return BED.matcher(name).replaceAll("");
  }

  /** A title at the end; where a surname is left, there is no name to agree on. */
  public static String withoutTitle(String name) {
    for (String title : TITLES) {
      if (name.endsWith(title) && name.length() > title.length()) {
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
              ? i == 0 || i == name.length() - 1 || isShort(name)
              : SUBSTITUTES.indexOf(c) >= 0;
      if (substitute && c != SUBSTITUTE) {
        changed = changed == null ? new StringBuilder(name) : changed;
        changed.setCharAt(i, SUBSTITUTE);
      }
    }
    return changed == null ? name : changed.toString();
  }

  /** Of three signs or fewer. */
  private static boolean isShort(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_WITH_SUBSTITUTE;
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
    boolean nobody =
        all
            || NOBODY.contains(name)
            || Text.isOneCharacter(name)
            || name.codePointCount(0, name.length()) == 1
            || isTest(name);
    return nobody ? "" : name;
  }

  private static boolean isTest(String name) {
    return (name.indexOf('测') >= 0 || name.length() > LONGEST_WITH_SUBSTITUTE)
        && TEST_NAME.matcher(name).matches();
  }

  /**
   * A name in the parts that matter.
   *
   * @param own the person's own name; empty for a child that has none yet
   * @param mother whom a child is called after; empty where no more than her surname is told
   * @param child what the child is: {@code M}, {@code F} or {@code C}, and the mark of a twin after
   *     it; empty for anybody else
   */
  public record Parsed(String own, String mother, String child) {
    /** Whether it is a child without a name. */
    public boolean isUnnamed() {
      return !child.isEmpty();
    }
  }

  /** All steps. */
  public static Parsed parse(String raw) {
    if (raw == null || raw.isEmpty()) {
      return new Parsed("", "", "");
    }
    String clean = Han.plain(Text.upper(Text.unspaced(Text.nfkc(raw))));
    if (isShortAndHan(clean)) {
      return new Parsed(somebody(clean), "", "");
    }
    clean = withoutAside(withoutRemarks(withChildRemark(clean)));
    String just = NEWBORN_BEFORE.matcher(clean).replaceFirst("");
    String bare = withoutBed(just);
    Optional<Parsed> child = child(just).or(() -> child(bare));
    if (child.isPresent()) {
      return child.get();
    }
    return just.length() < clean.length() && Han.isHan(just.charAt(0)) && !startsWithSex(just)
        ? new Parsed("", plainName(just), "C")
        : new Parsed(plainName(withoutTitle(withoutBed(clean))), "", "");
  }

  private static boolean startsWithSex(String text) {
    return text.charAt(0) == '男' || text.charAt(0) == '女';
  }

  /** In brackets stands what the child is, or of a child which of several it is. */
  private static String withChildRemark(String clean) {
    Matcher remark = CHILD_REMARK.matcher(clean);
    if (!remark.find() || remark.group().length() < 3) {
      return clean;
    }
    String before = clean.substring(0, remark.start());
    String what = remark.group(1);
    String mark = remark.group(2) == null ? "" : remark.group(2);
    boolean told = isChild(before);
    if (what.isEmpty() || what.equals("之")) {
      // (大) after a name is a remark like any other, after a child's word a twin's mark.
      return told ? before + mark : clean;
    }
    return told ? before + mark : before + (what.startsWith("之") ? what : "之" + what) + mark;
  }

  private static boolean isChild(String text) {
    return CHILD.matcher(text).matches()
        || SURNAME_AND_CHILD.matcher(text).matches()
        || JUST_A_CHILD.matcher(text).matches();
  }

  private static Optional<Parsed> child(String clean) {
    Matcher just = JUST_A_CHILD.matcher(clean);
    if (just.matches()) {
      return Optional.of(new Parsed("", "", kind(clean, just.group(1), just.group(2))));
    }
    Matcher surname = SURNAME_AND_CHILD.matcher(clean);
    if (surname.matches() && Han.isHan(surname.group(1).charAt(0))) {
      String word = surname.group(2);
      return Optional.of(new Parsed("", "", kind(word, word, surname.group(3))));
    }
    Matcher called = CHILD.matcher(clean);
    if (!called.matches()) {
      return Optional.empty();
    }
    String mother = withoutBed(called.group(1));
    String word = called.group(2);
    return mother.isEmpty() || !Han.isHan(mother.charAt(0))
        ? Optional.empty()
        : Optional.of(new Parsed("", plainName(mother), kind(word, word, called.group(3))));
  }

  /**
   * A surname and a word that wards have for a child and that people are called, too (王毛毛, 李宝宝);
   * empty for any other name. Whose it is is for the rest of the row to say.
   */
  static String surnameAndWord(String raw) {
    String clean = Han.plain(Text.upper(Text.unspaced(Text.nfkc(raw))));
    return OF_SOME_PEOPLE.matcher(clean).matches() ? clean : "";
  }

  /** Most names: too short for a title, a bed or a child's word, and nothing but ideographs. */
  private static boolean isShortAndHan(String clean) {
    if (clean.length() > LONGEST_WITH_SUBSTITUTE || clean.isEmpty()) {
      return false;
    }
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c < 0x4E00 || c > 0x9FFF || c == '床' || c == '号') {
        return false;
      }
    }
    return LAST_OF_WORDS.indexOf(clean.charAt(clean.length() - 1)) < 0;
  }

  private static String plainName(String name) {
    return somebody(withoutDots(oneSubstitute(oneDot(name))));
  }

  private static String kind(String told, String word, String mark) {
    return sex(told) + twin(word, mark == null ? "" : mark);
  }

  private static String sex(String word) {
    if (word.contains("子女")) {
      return "C";
    }
    if (word.contains("女")) {
      return "F";
    }
    return word.contains("男") || word.contains("子") ? "M" : "C";
  }

  /** Which of several as one digit, or nothing: by the mark, else by what the word has of it. */
  private static String twin(String word, String mark) {
    return switch (mark.isEmpty() ? word.replaceAll("[^长次大小二三]", "") : mark) {
      case "A", "1", "甲", "大", "一", "长", "I" -> "1";
      case "B", "2", "乙", "小", "二", "次", "II" -> "2";
      case "C", "3", "丙", "三", "III" -> "3";
      case "D", "4", "丁" -> "4";
      default -> "";
    };
  }

  /** The name that is compared; empty when there is none. */
  public static String normal(String raw) {
    return parse(raw).own();
  }
}
