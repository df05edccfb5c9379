package org.yima.index.change;

import org.yima.index.Certain;
import org.yima.index.SourceRecord;
import org.yima.platform.Id;

/** Where a record stands: in which person, and with whom it is certainly one. */
record Standing(Id record, Certain certain, String domain) {
  Id person() {
    return certain.person();
  }

  boolean isResident() {
    return domain.equals(SourceRecord.YIMA);
  }
}
