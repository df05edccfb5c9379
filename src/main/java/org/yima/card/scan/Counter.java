package org.yima.card.scan;

import org.yima.card.life.Uses;
import org.yima.healthcard.code.Scene;
import org.yima.institution.Institution;
import org.yima.platform.Caller;
import org.yima.platform.Id;

/** Who scans, where and for what. */
record Counter(Caller caller, Institution institution, Scene scene) {

  Id terminal() {
    return caller.self();
  }

  Uses.Place place(ScanKind kind) {
    return new Uses.Place(institution.id(), terminal().toString(), scene.name(), kind.name());
  }
}
