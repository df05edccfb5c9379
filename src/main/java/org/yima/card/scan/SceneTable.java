package org.yima.card.scan;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yima.card.Allowed;
import org.yima.card.CardProblem;
import org.yima.card.PaymentCode;
import org.yima.healthcard.code.Scene;
import org.yima.institution.InstitutionKind;

/**
 * What a counter may do with what it scanned: scene by kind by institution, and nothing else
 * decides it. A terminal may be for some of its institution's scenes only, as it was registered.
 *
 * <p>In the table: {@code I} identify, {@code C} charge, {@code K} check in, {@code D} dispense;
 * {@code -} known for what it is, and good for nothing here; {@code x} refused, wrong scene. A
 * printed code, a document and a visit card never have {@code C} anywhere. Where a wallet or the
 * insurance has it, it holds for those whose gateway this server has ({@link PaymentCode}).
 */
final class SceneTable {
  private static final List<Scene> COLUMNS =
      List.of(
          Scene.REGISTER,
          Scene.DESK,
          Scene.CASHIER,
          Scene.LAB,
          Scene.DISPENSE,
          Scene.ENTRY,
          Scene.EMERGENCY);

  private static final String TABLE =
      """
      kind               REGISTER  DESK  CASHIER  LAB  DISPENSE  ENTRY  EMERGENCY
      YIMA_DYNAMIC       ICK       IK    IC       IK   ICD       IK     I
      YIMA_STATIC        IK        IK    I        IK   I         I      I
      NATIONAL_DYNAMIC   ICK       IK    IC       IK   ICD       IK     I
      NATIONAL_STATIC    IK        IK    I        IK   I         I      I
      NATIONAL_CARD      -         -     -        -    -         -      -
      WECHAT_PAY         C         x     C        x    C         x      x
      ALIPAY             C         x     C        x    C         x      x
      UNIONPAY           C         x     C        x    C         x      x
      ECNY               C         x     C        x    C         x      x
      FACE_TOKEN         C         x     C        x    C         x      x
      MEDICAL_INSURANCE  C         x     C        x    C         x      x
      INSURANCE_PACKAGE  C         x     C        x    C         x      x
      EMV_MERCHANT       -         -     -        -    -         -      -
      EMV_CONSUMER       -         -     -        -    -         -      -
      DOCUMENT           I         I     I        I    I         x      I
      DOCUMENT_READ      IK        IK    I        IK   I         I      I
      VISIT_CARD         I         I     I        I    I         x      I
      USCC               -         -     -        -    -         -      -
      URL                -         -     -        -    -         -      -
      UNKNOWN            -         -     -        -    -         -      -
      """;

  /**
   * The rows. A national code has one kind and three rows: dynamic, printed, and unknown to anybody
   * who could be asked. A document has two: typed by anybody, and read from its chip before the
   * counter.
   */
  enum Row {
    YIMA_DYNAMIC,
    YIMA_STATIC,
    NATIONAL_DYNAMIC,
    NATIONAL_STATIC,
    NATIONAL_CARD,
    WECHAT_PAY,
    ALIPAY,
    UNIONPAY,
    ECNY,
    FACE_TOKEN,
    MEDICAL_INSURANCE,
    INSURANCE_PACKAGE,
    EMV_MERCHANT,
    EMV_CONSUMER,
    DOCUMENT,
    DOCUMENT_READ,
    VISIT_CARD,
    USCC,
    URL,
    UNKNOWN;

    /** Whether a gateway of this server takes what such a text would pay. */
    boolean charges() {
      return oneUse() || PaymentCode.of(name()).isPresent();
    }

    /** Whether such a code is one showing's, at one terminal. */
    boolean oneUse() {
      return this == YIMA_DYNAMIC || this == NATIONAL_DYNAMIC;
    }

    /** Whether this counter makes patient files and so sees whom it has before it. */
    boolean seesPerson(Scene scene) {
      boolean shown =
          oneUse() || this == YIMA_STATIC || this == NATIONAL_STATIC || this == DOCUMENT_READ;
      return shown && (scene == Scene.REGISTER || scene == Scene.DESK);
    }
  }

  /** The scenes that each kind of institution has. */
  private static final Map<InstitutionKind, Set<Scene>> COUNTERS =
      Map.of(
          InstitutionKind.HOSPITAL, EnumSet.allOf(Scene.class),
          InstitutionKind.PHARMACY, EnumSet.of(Scene.CASHIER, Scene.DISPENSE),
          InstitutionKind.INSURER, EnumSet.noneOf(Scene.class));

  private static final Map<Row, Map<Scene, String>> RULES = read();

  private SceneTable() {}

  /**
   * What is allowed.
   *
   * @throws org.yima.platform.Problem {@code code.wrong-institution} or {@code code.wrong-scene}
   */
  static Set<Allowed> allowed(Row row, Scene scene, InstitutionKind at) {
    mustHave(at, scene);
    String cell = RULES.get(row).get(scene);
    if (cell.equals("x")) {
      throw CardProblem.CODE_WRONG_SCENE.problem();
    }
    EnumSet<Allowed> allowed = EnumSet.noneOf(Allowed.class);
    cell.chars().filter(c -> c != '-').forEach(c -> allowed.add(letter((char) c)));
    if (!row.charges()) {
      allowed.remove(Allowed.CHARGE);
    }
    return allowed;
  }

  /** Whether {@link #allowed(Row, Scene, InstitutionKind)} answers. */
  static boolean admits(Row row, Scene scene, InstitutionKind at) {
    return COUNTERS.get(at).contains(scene) && !RULES.get(row).get(scene).equals("x");
  }

  /** As {@link #allowed(Row, Scene, InstitutionKind)}, for a text whose kind is all there is. */
  static Set<Allowed> allowed(ScanKind kind, Scene scene, InstitutionKind at) {
    return allowed(Row.valueOf(kind.name()), scene, at);
  }

  /**
   * Throws {@code code.wrong-institution} when this kind of institution has no such counter, and
   * {@code code.wrong-scene} when the terminal is not for it.
   */
  static void mustHave(InstitutionKind at, Set<Scene> terminal, Scene scene) {
    mustHave(at, scene);
    if (!terminal.contains(scene)) {
      throw CardProblem.CODE_WRONG_SCENE.problem();
    }
  }

  private static void mustHave(InstitutionKind at, Scene scene) {
    if (!COUNTERS.get(at).contains(scene)) {
      throw CardProblem.CODE_WRONG_INSTITUTION.problem();
    }
  }

  private static Allowed letter(char c) {
    return switch (c) {
      case 'I' -> Allowed.IDENTIFY;
      case 'C' -> Allowed.CHARGE;
      case 'K' -> Allowed.CHECK_IN;
      case 'D' -> Allowed.DISPENSE;
      default -> throw new IllegalStateException("no such letter in the table");
    };
  }

  private static Map<Row, Map<Scene, String>> read() {
    Map<Row, Map<Scene, String>> rules = new EnumMap<>(Row.class);
    TABLE
        .lines()
        .skip(1)
        .map(line -> line.split(" +"))
        .forEach(row -> rules.put(Row.valueOf(row[0]), row(row)));
    return rules;
  }

  private static Map<Scene, String> row(String[] row) {
    Map<Scene, String> cells = new EnumMap<>(Scene.class);
    for (int i = 0; i < COLUMNS.size(); i++) {
      cells.put(COLUMNS.get(i), row[i + 1]);
    }
    return cells;
  }
}
