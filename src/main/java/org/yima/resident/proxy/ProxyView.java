package org.yima.resident.proxy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.yima.platform.Id;
import org.yima.resident.Relation;

/**
 * A proxy as either side sees it.
 *
 * @param side AGENT: the caller acts, or wishes to act; RESIDENT: somebody acts, or wishes to act,
 *     for the caller
 * @param relation what the resident is to the agent
 * @param residentId absent while the caller only wishes to act
 * @param agentName the agent's masked name, for the resident
 */
@Schema(name = "Proxy")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProxyView(
    @JsonProperty(required = true) Id id,
    @JsonProperty(required = true) Side side,
    @JsonProperty(required = true) Relation relation,
    @JsonProperty(required = true) ProxyStatus status,
    Id residentId,
    String agentName,
    @JsonProperty(required = true) OffsetDateTime requestedAt) {

  enum Side {
    AGENT,
    RESIDENT
  }

  static ProxyView wish(RequestStore.Request request) {
    return new ProxyView(
        request.id(),
        Side.AGENT,
        request.relation(),
        ProxyStatus.PENDING,
        null,
        null,
        request.requestedAt());
  }

  static ProxyView agent(Proxy proxy) {
    return new ProxyView(
        proxy.id(),
        Side.AGENT,
        proxy.relation(),
        proxy.status(),
        proxy.resident(),
        null,
        proxy.requestedAt());
  }

  static ProxyView resident(Proxy proxy, String agentName) {
    return new ProxyView(
        proxy.id(),
        Side.RESIDENT,
        proxy.relation(),
        proxy.status(),
        proxy.resident(),
        agentName,
        proxy.requestedAt());
  }
}
