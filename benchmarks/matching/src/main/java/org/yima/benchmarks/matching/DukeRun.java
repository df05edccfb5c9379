package org.yima.benchmarks.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import no.priv.garshol.duke.Comparator;
import no.priv.garshol.duke.ConfigurationImpl;
import no.priv.garshol.duke.Processor;
import no.priv.garshol.duke.Property;
import no.priv.garshol.duke.PropertyImpl;
import no.priv.garshol.duke.Record;
import no.priv.garshol.duke.RecordImpl;
import no.priv.garshol.duke.comparators.ExactComparator;
import no.priv.garshol.duke.comparators.JaroWinkler;
import no.priv.garshol.duke.comparators.Levenshtein;
import no.priv.garshol.duke.matchers.AbstractMatchListener;
import org.yima.index.matching.backtest.Curve;
import org.yima.index.matching.backtest.Truth;
import org.yima.index.matching.english.Febrl;

/** Duke 1.2 on the same rows: one comparator for each field, Lucene for its candidates. */
final class DukeRun {
  private static final String ID = "id";

  /** Everything above it is taken down, so that the best threshold is found afterwards. */
  private static final double LEAST = 0.05;

  private DukeRun() {}

  static String row(FebrlSet set) {
    long start = System.nanoTime();
    ConfigurationImpl configuration = configuration();
    Processor processor = new Processor(configuration);
    Pairs pairs = new Pairs(set);
    processor.addMatchListener(pairs);
    processor.deduplicate(records(set));
    long compared = processor.getComparisonCount();
    processor.close();
    double seconds = (System.nanoTime() - start) / 1e9;
    Curve curve = pairs.curve();
    return Score.row(
        "Duke 1.2 on FEBRL " + set.name() + ", best F1",
        curve.at(curve.best()),
        String.format(
            Locale.ROOT, "at %.3f; %,d pairs, all in %.1f s", curve.best(), compared, seconds));
  }

  private static ConfigurationImpl configuration() {
    Comparator words = new JaroWinkler();
    Comparator digits = new Levenshtein();
    List<Property> properties = new ArrayList<>();
    properties.add(new PropertyImpl(ID));
    properties.add(new PropertyImpl("given_name", words, 0.3, 0.85));
    properties.add(new PropertyImpl("surname", words, 0.3, 0.85));
    properties.add(new PropertyImpl("street_number", digits, 0.4, 0.6));
    properties.add(new PropertyImpl("address_1", words, 0.3, 0.85));
    properties.add(new PropertyImpl("address_2", words, 0.4, 0.75));
    properties.add(new PropertyImpl("suburb", words, 0.4, 0.75));
    properties.add(new PropertyImpl("postcode", digits, 0.4, 0.7));
    properties.add(new PropertyImpl("state", new ExactComparator(), 0.4, 0.55));
    properties.add(new PropertyImpl("date_of_birth", digits, 0.3, 0.9));
    properties.add(new PropertyImpl("soc_sec_id", digits, 0.3, 0.95));
    ConfigurationImpl configuration = new ConfigurationImpl();
    configuration.setProperties(properties);
    configuration.setThreshold(LEAST);
    configuration.setMaybeThreshold(LEAST);
    configuration.validate();
    return configuration;
  }

  private static Collection<Record> records(FebrlSet set) {
    List<Record> records = new ArrayList<>();
    for (int i = 0; i < set.rows().size(); i++) {
      Map<String, Collection<String>> values = new HashMap<>();
      values.put(ID, List.of(Integer.toString(i)));
      for (int field = 1; field < Febrl.FIELDS.size(); field++) {
        String value = set.rows().get(i)[field];
        if (!value.isEmpty()) {
          values.put(Febrl.FIELDS.get(field), List.of(value));
        }
      }
      records.add(new RecordImpl(values));
    }
    return records;
  }

  /** The pairs that Duke tells of, each once, and of two files only those between them. */
  private static final class Pairs extends AbstractMatchListener {
    private final FebrlSet set;
    private final Map<Long, Double> scores = new HashMap<>();

    Pairs(FebrlSet set) {
      this.set = set;
    }

    @Override
    public void matches(Record one, Record other, double confidence) {
      int a = Integer.parseInt(one.getValue(ID));
      int b = Integer.parseInt(other.getValue(ID));
      if (!set.twoFiles() || !set.rows().get(a)[0].equals(set.rows().get(b)[0])) {
        scores.merge((long) Math.min(a, b) << 32 | Math.max(a, b), confidence, Math::max);
      }
    }

    @Override
    public void matchesPerhaps(Record one, Record other, double confidence) {
      matches(one, other, confidence);
    }

    Curve curve() {
      Truth truth = set.truth();
      double[] found = new double[scores.size()];
      boolean[] right = new boolean[scores.size()];
      int count = 0;
      for (Map.Entry<Long, Double> entry : scores.entrySet()) {
        found[count] = entry.getValue();
        right[count++] = truth.same((int) (entry.getKey() >>> 32), entry.getKey().intValue());
      }
      return Curve.of(found, right, truth.pairs());
    }
  }
}
