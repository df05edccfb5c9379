package org.yima.card.life;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * One use of a card at a counter.
 *
 * @param terminal the terminal's client id, or the hospital system's that named the card's owner
 * @param scene where it was shown, or CARD_BATCH: an institution asked for a card of its owner
 * @param outcome {@code ok}, or the problem code of what was wrong with it
 */
@Schema(name = "CardUse")
public record Use(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) OffsetDateTime at,
    @JsonProperty(required = true) Id institutionId,
    @JsonProperty(required = true) String institution,
    @JsonProperty(required = true) String terminal,
    @JsonProperty(required = true) String scene,
    @JsonProperty(required = true) String kind,
    @JsonProperty(required = true) String outcome) {}
