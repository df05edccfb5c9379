package org.yima.migration.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.migration.plan.MigrationStatus;
import org.yima.migration.running.Money.KindTotal;

/**
 * What became of every row and every fen.
 *
 * @param rowsRead rows below the headers; always {@code stored} and {@code quarantined} together
 * @param stored rows that are in the index, or would be after a dry run
 * @param linked of those, rows that joined a person who was there before
 * @param review of those, rows that raised a doubt
 * @param balances the money of stored rows, by kind
 * @param quarantinedBalances the money of quarantined rows as far as it could be read
 * @param unreadableBalances quarantined rows whose money could not be read
 * @param sha256 hexadecimal, of the files' bytes in the order of their names; missing while parts
 *     are missing
 */
@Schema(name = "MigrationReport")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    @JsonProperty(required = true) MigrationStatus status,
    @JsonProperty(required = true) long rowsRead,
    @JsonProperty(required = true) long stored,
    @JsonProperty(required = true) long linked,
    @JsonProperty(required = true) long review,
    @JsonProperty(required = true) long quarantined,
    @JsonProperty(required = true) List<KindTotal> balances,
    @JsonProperty(required = true) List<KindTotal> quarantinedBalances,
    @JsonProperty(required = true) long unreadableBalances,
    String sha256) {}
