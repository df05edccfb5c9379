package org.yima.card.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A row, named by its place alone: nothing that the institution sent comes back.
 *
 * @param row from 1
 * @param reason a problem code, of a refused row
 * @param cardNumber of a card that this institution had issued, now or before
 */
@Schema(name = "CardBatchRow")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchRow(
    @JsonProperty(required = true) int row,
    @JsonProperty(required = true) RowOutcome outcome,
    String reason,
    String cardNumber) {}
