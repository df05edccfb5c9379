package org.yima.institution.catalogue;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A doctor as their hospital publishes them.
 *
 * @param title professional title (职称), optional
 */
@Schema(name = "DoctorBody")
public record DoctorBody(
    @NotBlank @Size(max = 80) String name,
    @NotNull @Size(min = 1, max = 40) String departmentCode,
    @Size(max = 80) String title) {}
