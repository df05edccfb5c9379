package org.yima.institution.catalogue;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A department as its hospital publishes it.
 *
 * @param description what residents read about it, optional
 */
@Schema(name = "DepartmentBody")
public record DepartmentBody(
    @NotBlank @Size(max = 80) String name, @Size(max = 2000) String description) {}
