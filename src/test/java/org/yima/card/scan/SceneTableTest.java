package org.yima.card.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yima.card.Allowed;
import org.yima.card.PaymentCode;
import org.yima.healthcard.code.Scene;
import org.yima.institution.InstitutionKind;
import org.yima.platform.Problem;

class SceneTableTest {

  @ParameterizedTest
  @CsvSource({
    "YIMA_DYNAMIC, REGISTER,  IDENTIFY CHARGE CHECK_IN",
    "YIMA_DYNAMIC, DESK,      IDENTIFY CHECK_IN",
    "YIMA_DYNAMIC, CASHIER,   IDENTIFY CHARGE",
    "YIMA_DYNAMIC, LAB,       IDENTIFY CHECK_IN",
    "YIMA_DYNAMIC, DISPENSE,  IDENTIFY CHARGE DISPENSE",
    "YIMA_DYNAMIC, ENTRY,     IDENTIFY CHECK_IN",
    "YIMA_DYNAMIC, EMERGENCY, IDENTIFY",
    "YIMA_STATIC,  REGISTER,  IDENTIFY CHECK_IN",
    "YIMA_STATIC,  DESK,      IDENTIFY CHECK_IN",
    "YIMA_STATIC,  CASHIER,   IDENTIFY",
    "YIMA_STATIC,  LAB,       IDENTIFY CHECK_IN",
    "YIMA_STATIC,  DISPENSE,  IDENTIFY",
    "YIMA_STATIC,  ENTRY,     IDENTIFY",
    "YIMA_STATIC,  EMERGENCY, IDENTIFY",
    "DOCUMENT,     REGISTER,  IDENTIFY",
    "DOCUMENT,     DESK,      IDENTIFY",
    "DOCUMENT,     CASHIER,   IDENTIFY",
    "DOCUMENT,     LAB,       IDENTIFY",
    "DOCUMENT,     DISPENSE,  IDENTIFY",
    "DOCUMENT,     EMERGENCY, IDENTIFY",
    "DOCUMENT_READ, REGISTER,  IDENTIFY CHECK_IN",
    "DOCUMENT_READ, DESK,      IDENTIFY CHECK_IN",
    "DOCUMENT_READ, CASHIER,   IDENTIFY",
    "DOCUMENT_READ, LAB,       IDENTIFY CHECK_IN",
    "DOCUMENT_READ, DISPENSE,  IDENTIFY",
    "DOCUMENT_READ, ENTRY,     IDENTIFY",
    "DOCUMENT_READ, EMERGENCY, IDENTIFY",
    "VISIT_CARD,   REGISTER,  IDENTIFY",
    "VISIT_CARD,   DESK,      IDENTIFY",
    "VISIT_CARD,   CASHIER,   IDENTIFY",
    "VISIT_CARD,   LAB,       IDENTIFY",
    "VISIT_CARD,   DISPENSE,  IDENTIFY",
    "VISIT_CARD,   EMERGENCY, IDENTIFY",
    "NATIONAL_DYNAMIC, REGISTER, IDENTIFY CHARGE CHECK_IN",
    "NATIONAL_DYNAMIC, DESK,     IDENTIFY CHECK_IN",
    "NATIONAL_DYNAMIC, CASHIER,  IDENTIFY CHARGE",
    "NATIONAL_DYNAMIC, LAB,      IDENTIFY CHECK_IN",
    "NATIONAL_DYNAMIC, DISPENSE, IDENTIFY CHARGE DISPENSE",
    "NATIONAL_DYNAMIC, ENTRY,    IDENTIFY CHECK_IN",
    "NATIONAL_DYNAMIC, EMERGENCY, IDENTIFY",
    "NATIONAL_STATIC, REGISTER, IDENTIFY CHECK_IN",
    "NATIONAL_STATIC, DESK,     IDENTIFY CHECK_IN",
    "NATIONAL_STATIC, CASHIER,  IDENTIFY",
    "NATIONAL_STATIC, LAB,      IDENTIFY CHECK_IN",
    "NATIONAL_STATIC, DISPENSE, IDENTIFY",
    "NATIONAL_STATIC, ENTRY,    IDENTIFY",
    "NATIONAL_STATIC, EMERGENCY, IDENTIFY",
  })
  void hospitalsMay(SceneTable.Row row, Scene scene, String expected) {
    assertThat(SceneTable.allowed(row, scene, InstitutionKind.HOSPITAL))
        .isEqualTo(allowed(expected));
  }

  /** The institution has every scene; the terminal is for those it was registered for. */
  @ParameterizedTest
  @EnumSource(Scene.class)
  void aTerminalIsForItsScenesAlone(Scene scene) {
    Set<Scene> others = EnumSet.complementOf(EnumSet.of(scene));

    assertThatCode(() -> SceneTable.mustHave(InstitutionKind.HOSPITAL, EnumSet.of(scene), scene))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SceneTable.mustHave(InstitutionKind.HOSPITAL, others, scene))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.type().code()).isEqualTo("code.wrong-scene"));
  }

  /** Known for what it is, and good for nothing anywhere. */
  @ParameterizedTest
  @EnumSource(
      value = SceneTable.Row.class,
      names = {"NATIONAL_CARD", "EMV_MERCHANT", "EMV_CONSUMER", "USCC", "URL", "UNKNOWN"})
  void whatIsNobodysAllowsNothing(SceneTable.Row row) {
    for (Scene scene : Scene.values()) {
      assertThat(SceneTable.allowed(row, scene, InstitutionKind.HOSPITAL))
          .as("%s", scene)
          .isEmpty();
    }
  }

  /** What a gateway of this server takes pays there; what none takes is known, and pays nothing. */
  @ParameterizedTest
  @CsvSource({
    "WECHAT_PAY, true",
    "ALIPAY, false",
    "UNIONPAY, false",
    "ECNY, false",
    "FACE_TOKEN, false",
    "MEDICAL_INSURANCE, false",
    "INSURANCE_PACKAGE, false"
  })
  void tokensPayAtThreeCountersAndNowhereElse(ScanKind kind, boolean taken) {
    Set<Scene> paying = EnumSet.of(Scene.REGISTER, Scene.CASHIER, Scene.DISPENSE);
    for (Scene scene : Scene.values()) {
      if (paying.contains(scene)) {
        assertThat(SceneTable.allowed(kind, scene, InstitutionKind.HOSPITAL))
            .isEqualTo(taken ? Set.of(Allowed.CHARGE) : Set.of());
      } else {
        refused("code.wrong-scene", kind, scene, InstitutionKind.HOSPITAL);
      }
    }
  }

  @Test
  void whatIsChargedIsAToken() {
    for (PaymentCode code : PaymentCode.values()) {
      assertThat(ScanKind.valueOf(code.name()).isToken()).isTrue();
    }
  }

  @Test
  void typedNumbersOpenNoGates() {
    refused("code.wrong-scene", ScanKind.DOCUMENT, Scene.ENTRY, InstitutionKind.HOSPITAL);
    refused("code.wrong-scene", ScanKind.VISIT_CARD, Scene.ENTRY, InstitutionKind.HOSPITAL);
  }

  /** The one that matters most: what proves no presence never moves money. */
  @Test
  void onlyDynamicCodesAndTakenTokensCharge() {
    Set<SceneTable.Row> paying =
        EnumSet.of(SceneTable.Row.YIMA_DYNAMIC, SceneTable.Row.NATIONAL_DYNAMIC);
    Arrays.stream(ScanKind.values())
        .filter(ScanKind::isCharged)
        .forEach(kind -> paying.add(SceneTable.Row.valueOf(kind.name())));
    for (SceneTable.Row row : SceneTable.Row.values()) {
      boolean pays = paying.contains(row);
      for (Scene scene : Scene.values()) {
        for (InstitutionKind at : InstitutionKind.values()) {
          assertThat(pays || !mayCharge(row, scene, at)).as("%s %s %s", row, scene, at).isTrue();
        }
      }
    }
  }

  @Test
  void pharmaciesSellAndDispense() {
    Set<Scene> counters = EnumSet.of(Scene.CASHIER, Scene.DISPENSE);
    for (Scene scene : Scene.values()) {
      if (counters.contains(scene)) {
        assertThat(SceneTable.allowed(ScanKind.YIMA_DYNAMIC, scene, InstitutionKind.PHARMACY))
            .contains(Allowed.CHARGE);
      } else {
        refused("code.wrong-institution", ScanKind.YIMA_DYNAMIC, scene, InstitutionKind.PHARMACY);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  void insurersHaveNoCounter(Scene scene) {
    refused("code.wrong-institution", ScanKind.YIMA_DYNAMIC, scene, InstitutionKind.INSURER);
  }

  @Test
  void onlyRegisterAndDeskSeeWhoIsShown() {
    Set<SceneTable.Row> shown =
        EnumSet.of(
            SceneTable.Row.YIMA_DYNAMIC,
            SceneTable.Row.YIMA_STATIC,
            SceneTable.Row.NATIONAL_DYNAMIC,
            SceneTable.Row.NATIONAL_STATIC,
            SceneTable.Row.DOCUMENT_READ);
    for (SceneTable.Row row : SceneTable.Row.values()) {
      for (Scene scene : Scene.values()) {
        boolean files = scene == Scene.REGISTER || scene == Scene.DESK;
        assertThat(row.seesPerson(scene)).isEqualTo(shown.contains(row) && files);
      }
    }
  }

  private static boolean mayCharge(SceneTable.Row kind, Scene scene, InstitutionKind at) {
    try {
      return SceneTable.allowed(kind, scene, at).contains(Allowed.CHARGE);
    } catch (Problem refused) {
      return false;
    }
  }

  private static void refused(String code, ScanKind kind, Scene scene, InstitutionKind at) {
    assertThatThrownBy(() -> SceneTable.allowed(kind, scene, at))
        .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.type().code()).isEqualTo(code));
  }

  private static Set<Allowed> allowed(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(Allowed::valueOf)
        .collect(Collectors.toSet());
  }
}
