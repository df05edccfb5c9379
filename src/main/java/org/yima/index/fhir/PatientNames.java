package org.yima.index.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.HumanName.NameUse;
import org.hl7.fhir.r4.model.StringType;

/** A name of one piece, as institutions give it, and FHIR's family and given. */
final class PatientNames {
  /** Surnames of two characters (复姓); every other Han name has one of one. */
  private static final Set<String> COMPOUND =
      Set.of(
          "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "司空", "夏侯", "长孙", "宇文",
          "南宫", "独孤", "端木", "轩辕", "淳于", "申屠", "公羊", "澹台", "呼延", "赫连", "钟离");

  private PatientNames() {}

  /** Text always; family and given where a Han name divides into them. */
  static HumanName of(String name) {
    HumanName human = new HumanName().setText(name);
    boolean han =
        name.length() > 1
            && name.chars()
                .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    if (han) {
      boolean compound = name.length() > 2 && COMPOUND.contains(name.substring(0, 2));
      int surname = compound ? 2 : 1;
      human.setFamily(name.substring(0, surname)).addGiven(name.substring(surname));
    }
    return human;
  }

  /** The use of the name that somebody goes by, before any other. */
  private static int rank(HumanName name) {
    NameUse use = name.getUse();
    if (use == NameUse.OFFICIAL) {
      return 0;
    }
    return use == null || use == NameUse.NULL || use == NameUse.USUAL ? 1 : 2;
  }

  /**
   * The official name as one piece, the usual one where none is, else the first: the text, or
   * family and given in the order of Chinese names.
   */
  static String of(List<HumanName> names) {
    return names.stream()
        .min(Comparator.comparingInt(PatientNames::rank))
        .map(PatientNames::of)
        .orElse("");
  }

  private static String of(HumanName name) {
    if (name.hasText()) {
      return name.getText().strip();
    }
    StringBuilder whole = new StringBuilder(name.hasFamily() ? name.getFamily() : "");
    for (StringType given : name.getGiven()) {
      whole.append(given.getValueNotNull());
    }
    return whole.toString().strip();
  }
}
