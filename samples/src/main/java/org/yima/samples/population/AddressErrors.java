package org.yima.samples.population;

import static org.yima.samples.population.ErrorKind.any;

import java.util.List;
import org.yima.samples.FullWidth;

/** How one address is written otherwise. */
final class AddressErrors {
  static final List<ErrorKind> KINDS =
      List.of(
          any("address.missing", AddressErrors::isGiven, draft -> draft.set(Field.ADDRESS, "")),
          any("address.abbreviated", AddressErrors::isGiven, AddressErrors::abbreviated),
          any("address.parts", AddressErrors::isGiven, AddressErrors::parts),
          any(
              "address.moved",
              draft -> !draft.household().home().former().isEmpty(),
              draft -> draft.set(Field.ADDRESS, draft.household().home().former())),
          any("address.typed", AddressErrors::isGiven, AddressErrors::typed));

  private static final String NUMERALS = "零一二三四五六七八九";

  private AddressErrors() {}

  private static boolean isGiven(Draft draft) {
    return draft.has(Field.ADDRESS);
  }

  /** 医码市东湖区枣园路12号锦绣花园5栋2单元1203室 to 东湖区枣园路12号锦绣花园5-2-1203. */
  private static void abbreviated(Draft draft) {
    String address = draft.get(Field.ADDRESS).substring(Addresses.CITY.length());
    if (draft.dice().chance(0.3)) {
      // Districts have three characters; a county's may have more, and keeps its last.
      address = address.substring(3);
    }
    draft.set(
        Field.ADDRESS,
        draft.dice().chance(0.5)
            ? address.replace("栋", "-").replace("单元", "-").replace("室", "")
            : address);
  }

  private static void parts(Draft draft) {
    String address = draft.get(Field.ADDRESS);
    int digit = 0;
    while (address.charAt(digit) > '9') {
      digit++;
    }
    draft.set(Field.ADDRESS, address.substring(0, digit));
  }

  private static void typed(Draft draft) {
    String address = draft.get(Field.ADDRESS);
    String typed =
        switch (draft.dice().below(5)) {
          case 0 -> address.replace("栋", "幢");
          case 1 -> address.replace("栋", "号楼").replace("室", "");
          case 2 -> address.replace("号", "#");
          case 3 -> numerals(address);
          default -> address.replace(Addresses.CITY, Addresses.CITY + " ").replace("号", "号 ");
        };
    draft.set(Field.ADDRESS, typed.equals(address) ? FullWidth.of(address) : typed);
  }

  /** The digit before 单元 as a numeral: 2单元 to 二单元. */
  private static String numerals(String address) {
    int unit = address.indexOf("单元");
    if (unit < 0) {
      return address;
    }
    char numeral = NUMERALS.charAt(address.charAt(unit - 1) - '0');
    return address.substring(0, unit - 1) + numeral + address.substring(unit);
  }
}
