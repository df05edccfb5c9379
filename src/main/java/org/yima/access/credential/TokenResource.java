package org.yima.access.credential;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.yima.access.Allow;
import org.yima.access.Limited;
import org.yima.access.Rate;
import org.yima.access.token.AccessTokens;
import org.yima.platform.Role;

/** The OAuth 2.0 token endpoint (RFC 6749) for systems and terminals: private_key_jwt alone. */
@Path("/v1/token")
@Tag(name = "machine")
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
  private static final String GRANT = "client_credentials";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final ClientAssertions assertions;
  private final AccessTokens tokens;

  public TokenResource(ClientAssertions assertions, AccessTokens tokens) {
    this.assertions = assertions;
    this.tokens = tokens;
  }

  /** RFC 6749 section 5.1. */
  @Schema(name = "TokenAnswer")
  public record TokenAnswer(
      @JsonProperty(value = "access_token", required = true) String accessToken,
      @JsonProperty(value = "token_type", required = true) String tokenType,
      @JsonProperty(value = "expires_in", required = true) long expiresIn) {}

  /** RFC 6749 section 5.2. */
  @Schema(name = "TokenError")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TokenError(
      @JsonProperty(required = true) String error,
      @JsonProperty("error_description") String errorDescription) {}

  @POST
  @Limited(Rate.SIGN_IN)
  @Allow(Role.ANYONE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(
      operationId = "token",
      summary = "Exchange a client assertion (private_key_jwt, ES256) for an access token")
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = TokenAnswer.class)))
  @APIResponse(
      responseCode = "400",
      content = @Content(schema = @Schema(implementation = TokenError.class)))
  @APIResponse(
      responseCode = "401",
      content = @Content(schema = @Schema(implementation = TokenError.class)))
  public Uni<Response> token(
      @RestForm("grant_type") String grantType,
      @RestForm("client_assertion_type") String assertionType,
      @RestForm("client_assertion") String assertion) {
    if (!GRANT.equals(grantType)) {
      return refused(400, "unsupported_grant_type", "only client_credentials is supported");
    }
    if (!ASSERTION_TYPE.equals(assertionType) || assertion == null || assertion.length() > 4096) {
      return refused(400, "invalid_request", "a client_assertion of type jwt-bearer is needed");
    }
    return assertions.exchange(assertion).chain(this::answer);
  }

  private Uni<Response> answer(Optional<String> token) {
    return token.isEmpty()
        ? refused(401, "invalid_client", "the client assertion proves nothing")
        : Uni.createFrom()
            .item(
                Response.ok(new TokenAnswer(token.get(), "Bearer", tokens.lifeSeconds())).build());
  }

  private static Uni<Response> refused(int status, String error, String description) {
    return Uni.createFrom()
        .item(Response.status(status).entity(new TokenError(error, description)).build());
  }
}
