package org.yima.index.backtest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What weighing the stored records anew would change, seen of some of them that are evenly of all.
 * Counted is what these are in, so that a pair counts once though both of its records may be among
 * them; whoever asks for all of the index multiplies by {@code ofRecords / records}, and has a
 * little more than it would be.
 *
 * @param records how many were weighed
 * @param ofRecords how many the index had when it was asked for
 * @param skipped records that do not read
 * @param linked pairs that would link and do not
 * @param unlinked pairs that link and would not
 * @param asked pairs that people would be asked about for the first time
 * @param settled pairs that wait for people's answer and would link by themselves
 * @param moved records that would go to another person
 * @param persons that would lose a record
 */
@Schema(name = "BacktestStored")
record Stored(
    @JsonProperty(required = true) int records,
    @JsonProperty(required = true) long ofRecords,
    @JsonProperty(required = true) int skipped,
    @JsonProperty(required = true) int linked,
    @JsonProperty(required = true) int unlinked,
    @JsonProperty(required = true) int asked,
    @JsonProperty(required = true) int settled,
    @JsonProperty(required = true) int moved,
    @JsonProperty(required = true) int persons) {}
