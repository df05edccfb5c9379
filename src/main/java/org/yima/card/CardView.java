package org.yima.card;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A card as its owner sees it.
 *
 * @param number as printed, see {@link CardNumber}
 * @param validUntil the end of a temporary card; others have none
 */
@Schema(name = "Card")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CardView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) String number,
    @JsonProperty(required = true) CardStatus status,
    @JsonProperty(required = true) OffsetDateTime issuedAt,
    OffsetDateTime validUntil) {}
