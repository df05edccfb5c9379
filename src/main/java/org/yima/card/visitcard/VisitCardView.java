package org.yima.card.visitcard;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A visit card.
 *
 * @param id of this card for its owner
 */
@Schema(name = "VisitCard")
record VisitCardView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Id hospitalId,
    @JsonProperty(required = true) String domain,
    @JsonProperty(required = true) String numberMasked,
    @JsonProperty(required = true) Status status) {

  enum Status {
    /** Known by the equal document. */
    FOUND,
    /** Taken into the app by its owner. */
    BOUND,
    /** Retired by its hospital; it still leads to its owner. */
    RETIRED
  }
}
