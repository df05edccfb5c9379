package org.yima.index.living;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yima.healthcard.identity.IdType;
import org.yima.healthcard.identity.Sex;
import org.yima.index.DocumentKey;
import org.yima.index.Further;
import org.yima.index.Guardian;
import org.yima.index.SampleDocuments;
import org.yima.index.SourceRecord;
import org.yima.index.matching.chinese.City;
import org.yima.index.matching.column.Table;
import org.yima.index.matching.column.Workers;
import org.yima.index.matching.engine.Engine;
import org.yima.index.matching.explain.Explanation;
import org.yima.index.matching.schema.Schema;
import org.yima.index.matching.weight.Model;
import org.yima.index.store.Sealed;
import org.yima.platform.BlindIndex;
import org.yima.platform.CryptoConfig;
import org.yima.platform.Vault;

/** Whatever text a source puts into whatever field: nothing on its way to a judgement fails. */
class AnyTextTest {
  private static final int ROUNDS = 150 * Integer.getInteger("yima.scale", 1);
  private static final int RECORDS = 12;

  /** What has a meaning somewhere, so that chance puts it beside what has none. */
  private static final List<String> WORDS =
      List.of(
          "/",
          "／",
          "\\",
          "|",
          "\0",
          "\n",
          "\t",
          " ",
          "\u200B",
          "\u3000",
          "·",
          "˙",
          "?",
          "*",
          "(",
          "）",
          "[",
          "之",
          "之子",
          "女儿",
          "双胞胎",
          "A",
          "大",
          "长女",
          "先生",
          "床",
          "3",
          "１",
          "-",
          "张",
          "王芳",
          "新生儿",
          "BB",
          "转",
          "17951",
          "省",
          "市",
          "区",
          "号",
          "1990-03-07",
          "99010119900307002",
          "男",
          "\u0301",
          "ß",
          "İ",
          "\uFDFA",
          "\uE81E",
          "\uD840\uDC00",
          "\uD840",
          "\uDC00",
          "\uFFFF");

  private static final Schema SCHEMA = City.schema();

  private record Keys(int currentKey, Map<Integer, String> keys, String indexKey)
      implements CryptoConfig {}

  private static String text(Random chance) {
    StringBuilder text = new StringBuilder();
    for (int i = chance.nextInt(5); i > 0; i--) {
      if (chance.nextInt(4) > 0) {
        text.append(WORDS.get(chance.nextInt(WORDS.size())));
      } else {
        text.append((char) chance.nextInt(1 << 16));
      }
    }
    return text.toString();
  }

  private static Optional<String> perhaps(Random chance) {
    return Optional.of(text(chance)).filter(text -> chance.nextInt(3) > 0);
  }

  private static SourceRecord record(Random chance) {
    List<DocumentKey> documents =
        List.of(
            DocumentKey.of(IdType.RESIDENT_ID, SampleDocuments.of("99010119900307002"))
                .orElseThrow(),
            new DocumentKey(IdType.PASSPORT, text(chance)));
    return new SourceRecord(
        "d" + chance.nextInt(2),
        text(chance),
        text(chance),
        Optional.of(documents.get(chance.nextInt(2))).filter(d -> chance.nextBoolean()),
        false,
        Optional.of(LocalDate.of(1990, 3, 7)).filter(d -> chance.nextBoolean()),
        Optional.of(Sex.FEMALE).filter(d -> chance.nextBoolean()),
        perhaps(chance),
        perhaps(chance),
        new Further(
            perhaps(chance),
            perhaps(chance),
            perhaps(chance),
            Guardian.of(text(chance), Optional.of(documents.get(1)))));
  }

  @Test
  void everyRowIsTakenAndGroupedAndExplained() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random chance = new Random(seed);
      List<String[]> rows = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        String[] row = new String[City.FIELDS.size()];
        for (int field = 0; field < row.length; field++) {
          row[field] = text(chance);
        }
        rows.add(row);
      }
      Table table = SCHEMA.table();
      table.add(rows, Workers.alone());
      assertThat(table.size()).isEqualTo(RECORDS);
      assertThat(new Engine(SCHEMA, City.weights(), Workers.alone()).run(table).grouping().person())
          .as("seed %d", seed)
          .hasSize(RECORDS);
      Model model = new Model(SCHEMA, City.weights(), table);
      for (int other = 1; other < RECORDS; other++) {
        Explanation one = Explanation.of(model, table, 0, other);
        assertThat(Explanation.of(model, table, other, 0).score())
            .as("seed %d", seed)
            .isEqualTo(one.score());
      }
    }
  }

  @Test
  void everyRecordHasBlocksAndIsJudged() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    String key = Base64.getEncoder().encodeToString(bytes);
    CryptoConfig keys = new Keys(1, Map.of(1, key), key);
    BlindIndex index = new BlindIndex(keys);
    Sealed sealed = new Sealed(new Vault(keys, new SecureRandom()), index);
    Keying keying = new Keying(sealed, index, Optional::empty);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random chance = new Random(seed);
      List<SourceRecord> records = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        records.add(record(chance));
      }
      assertThat(keying.of(records)).as("seed %d", seed).hasSize(RECORDS);
      Bench bench = new Bench(Weighing.shipped(), records);
      for (int other = 1; other < RECORDS; other++) {
        assertThat(bench.judge(0, other).kind())
            .as("seed %d", seed)
            .isEqualTo(bench.judge(other, 0).kind());
      }
    }
  }
}
