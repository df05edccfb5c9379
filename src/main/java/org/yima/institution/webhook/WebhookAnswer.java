package org.yima.institution.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;

/**
 * A webhook.
 *
 * @param secret what its messages are signed with; shown once, when it is made
 */
@Schema(name = "Webhook")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WebhookAnswer(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) String url,
    @JsonProperty(required = true) List<String> events,
    @JsonProperty(required = true) OffsetDateTime createdAt,
    Optional<String> secret) {

  /** Not the secret: a log must never hold it. */
  @Override
  public String toString() {
    return "WebhookAnswer[" + id + "]";
  }

  /** All of a hospital's webhooks. */
  @Schema(name = "WebhookList")
  public record Items(@JsonProperty(required = true) List<WebhookAnswer> items) {}
}
