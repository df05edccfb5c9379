package org.yima.migration.handover;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A plan to migrate visit cards.
 *
 * @param domain the hospital's own
 */
public record NewMigration(
    @NotBlank @Size(max = 100) String name,
    @NotBlank @Size(max = 64) String domain,
    @NotNull @Valid MappingRequest mapping) {}
