package org.yima.card;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A card as its owner sees it.
 *
 * @param number as printed, see {@link CardNumber}
 */
@Schema(name = "Card")
public record CardView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) String number,
    @JsonProperty(required = true) CardStatus status,
    @JsonProperty(required = true) OffsetDateTime issuedAt) {}
