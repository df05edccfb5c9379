package org.yima.card.scan;

import java.util.Optional;
import org.yima.card.life.Uses;
import org.yima.healthcard.code.Scene;
import org.yima.institution.Institution;
import org.yima.platform.Caller;
import org.yima.platform.Id;

/** Who scans, where and for what. */
record Counter(Caller caller, Institution institution, Scene scene) {

  /** That this hospital has no number of whom it has before it; pharmacies have none of anybody. */
  Optional<Views.Notice> notice(boolean known) {
    return known
        ? Optional.empty()
        : institution.domain().map(domain -> Views.Notice.NOT_KNOWN_HERE);
  }

  Id terminal() {
    return caller.self();
  }

  Uses.Place place(ScanKind kind) {
    return new Uses.Place(institution.id(), terminal().toString(), scene.name(), kind.name());
  }
}
