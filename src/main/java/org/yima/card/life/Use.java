package org.yima.card.life;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * One use of a card at a counter.
 *
 * @param terminal the terminal's client id
 * @param outcome {@code ok} or the problem code it was refused with
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
