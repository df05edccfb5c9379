package org.yima.samples;

import java.time.LocalDate;
import java.util.random.RandomGenerator;

/** What is wrong with a row. One row has one kind at most, so that a test can name it. */
enum Dirt {
  /** The document number went through a spreadsheet: 9.90101E+17. */
  SCIENTIFIC_DOCUMENT(20) {
    @Override
    void soil(CardRow row, Scene scene) {
      String number = row.get(Column.DOCUMENT_NUMBER);
      row.set(Column.DOCUMENT_NUMBER, number.charAt(0) + "." + number.substring(1, 6) + "E+17");
    }
  },
  /** Card and patient number were taken for numbers. */
  LOST_LEADING_ZEROS(25) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.CARD_NUMBER, row.get(Column.CARD_NUMBER).replaceFirst("^0+", ""));
      row.set(Column.PATIENT_ID, row.get(Column.PATIENT_ID).replaceFirst("^0+", ""));
    }
  },
  /** Letters typed for digits: O for 0, l for 1. */
  LOOKALIKES(20) {
    @Override
    void soil(CardRow row, Scene scene) {
      String number = row.get(Column.DOCUMENT_NUMBER);
      row.set(
          Column.DOCUMENT_NUMBER,
          number.substring(0, 6) + number.substring(6).replace('0', 'O').replace('1', 'l'));
    }
  },
  /** A bed number in the name. */
  BED_IN_NAME(20) {
    @Override
    void soil(CardRow row, Scene scene) {
      int bed = 1 + scene.random().nextInt(60);
      String name = row.get(Column.NAME);
      row.set(
          Column.NAME, scene.random().nextBoolean() ? bed + "床" + name : name + "(" + bed + "床)");
    }
  },
  /** A row that somebody made to try the system. */
  TEST_ROW(12) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.ofNobody();
      row.set(
          Column.NAME, scene.random().nextBoolean() ? "测试" : "test" + scene.random().nextInt(9));
      row.set(Column.DOCUMENT_NUMBER, "111111111111111111");
      row.set(Column.PHONE, "11111111111");
      row.set(Column.BALANCE, "100.00");
    }
  },
  /** The check character X in lower case. */
  LOWER_CASE_X(25) {
    @Override
    boolean fits(Person person) {
      return person.idNumber().endsWith("X");
    }

    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DOCUMENT_NUMBER, row.get(Column.DOCUMENT_NUMBER).replace('X', 'x'));
    }
  },
  /** The phone of somebody else in the family. */
  RELATIVES_PHONE(60) {
    @Override
    boolean fits(Person person) {
      return !person.family().isEmpty();
    }

    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.PHONE, scene.other().phone());
    }
  },
  /** The person has died. */
  DECEASED(30) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DECEASED, scene.layout().word(true));
    }
  },
  /** The card was lost and its patient number was given to somebody else. */
  PATIENT_ID_REUSED(10) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.PATIENT_ID, scene.otherPatientId());
    }
  },
  /** A date that means "unknown". */
  EXTREME_DATE(25) {
    @Override
    void soil(CardRow row, Scene scene) {
      LocalDate unknown =
          scene.random().nextBoolean() ? LocalDate.of(1, 1, 1) : LocalDate.of(9999, 12, 31);
      row.set(Column.BIRTH_DATE, scene.layout().date(unknown));
    }
  },
  /** Digits and letters of full width. */
  FULL_WIDTH(25) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DOCUMENT_NUMBER, FullWidth.of(row.get(Column.DOCUMENT_NUMBER)));
      row.set(Column.PHONE, FullWidth.of(row.get(Column.PHONE)));
      row.set(Column.NAME, row.get(Column.NAME) + "\u3000");
    }
  },
  /** Characters without width, copied from a web page. */
  ZERO_WIDTH(20) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.NAME, "\u200B" + row.get(Column.NAME));
      row.set(Column.DOCUMENT_NUMBER, row.get(Column.DOCUMENT_NUMBER) + "\u200D");
    }
  },
  /** An unquoted comma in the address moves every later column by one. */
  SHIFTED_COLUMNS(12) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.shiftByComma();
    }
  },
  /** Four decimals that are still whole fen. */
  FOUR_DECIMALS(30) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.BALANCE, row.get(Column.BALANCE) + "00");
    }
  },
  /** Four decimals that are not: interest that was never rounded. */
  FRACTION_OF_A_FEN(8) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(
          Column.BALANCE,
          row.get(Column.BALANCE) + String.format("%02d", 1 + scene.random().nextInt(99)));
    }
  },
  /** The old number of fifteen digits. */
  FIFTEEN_DIGITS(25) {
    @Override
    boolean fits(Person person) {
      return person.birthDate().getYear() < 1980;
    }

    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DOCUMENT_NUMBER, ResidentIdNumber.fifteen(row.get(Column.DOCUMENT_NUMBER)));
    }
  },
  /** No document number was taken. */
  NO_DOCUMENT(60) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DOCUMENT_NUMBER, "");
    }
  },
  /** A child registered under the number of a parent: same number, contradicting name and age. */
  PARENTS_NUMBER(8) {
    @Override
    boolean fits(Person person) {
      return person.role() == Person.Role.CHILD;
    }

    @Override
    void soil(CardRow row, Scene scene) {
      row.set(Column.DOCUMENT_NUMBER, scene.other().idNumber());
    }
  },
  /** A card sold without a name; its money belongs to whoever brings it. */
  UNNAMED_CARD(25) {
    @Override
    void soil(CardRow row, Scene scene) {
      row.ofNobody();
      for (Column column :
          new Column[] {
            Column.PATIENT_ID,
            Column.NAME,
            Column.SEX,
            Column.BIRTH_DATE,
            Column.DOCUMENT_TYPE,
            Column.DOCUMENT_NUMBER,
            Column.PHONE,
            Column.ADDRESS
          }) {
        row.set(column, "");
      }
      row.set(Column.BALANCE_KIND, scene.layout().word(BalanceKind.UNNAMED));
      row.set(Column.BALANCE, (1 + scene.random().nextInt(200)) + ".00");
    }
  };

  /**
   * What a kind of dirt may look at.
   *
   * @param other somebody else: of the same family where the person has one
   * @param otherPatientId the patient number of an earlier row about another person
   */
  record Scene(RandomGenerator random, ExtractLayout layout, Person other, String otherPatientId) {}

  private final int rows;

  Dirt(int rows) {
    this.rows = rows;
  }

  /** How many rows of an extract have it. */
  int rows() {
    return rows;
  }

  /** Whether this person's row can be soiled so. */
  boolean fits(Person person) {
    return true;
  }

  abstract void soil(CardRow row, Scene scene);
}
