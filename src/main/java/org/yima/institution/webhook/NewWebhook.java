package org.yima.institution.webhook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where to deliver what.
 *
 * @param events event types, such as {@code appointment.booked}
 */
@Schema(name = "NewWebhook")
public record NewWebhook(
    @NotNull @Size(min = 8, max = 300) String url,
    @NotNull @Size(min = 1, max = 50)
        List<@NotNull @Pattern(regexp = "[a-z][a-z-]{0,39}\\.[a-z][a-z-]{0,39}") String> events) {}
