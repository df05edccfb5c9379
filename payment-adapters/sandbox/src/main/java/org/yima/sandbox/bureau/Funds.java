package org.yima.sandbox.bureau;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each fund pays of a bill, in fen. */
record Funds(long pool, long aboveCeiling, long serious, long assistance) {
  Funds {
    if (pool < 0 || aboveCeiling < 0 || serious < 0 || assistance < 0) {
      throw new IllegalArgumentException("no fund takes money");
    }
  }

  long sum() {
    return pool + aboveCeiling + serious + assistance;
  }

  /** Who pays, and what; nobody who pays nothing. */
  Map<String, Long> payers(String insutype) {
    Map<String, Long> payers = new LinkedHashMap<>();
    payers.put("fund:" + insutype, pool);
    payers.put("fund:hifob", aboveCeiling);
    payers.put("fund:hifmi", serious);
    payers.put("fund:maf", assistance);
    payers.values().removeIf(fen -> fen == 0);
    return payers;
  }
}
