package org.yima.contract;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The API of one audience: every answer that comes through it is validated against its contract.
 */
final class Door {
  private static final Map<String, Filter> VALIDATORS = new ConcurrentHashMap<>();
  private static final Map<String, Filter> FORMS = new ConcurrentHashMap<>();

  static {
    RestAssured.enableLoggingOfRequestAndResponseIfValidationFails();
  }

  private Door() {}

  /** A request to the audience's API, not signed in. */
  static RequestSpecification of(World world, String audience) {
    return RestAssured.given()
        .baseUri(world.baseUrl())
        .filter(VALIDATORS.computeIfAbsent(audience, Door::validator))
        .contentType(ContentType.JSON);
  }

  /** A request that sends a form, which its validator does not see; its answer is validated. */
  static RequestSpecification form(World world, String audience) {
    return RestAssured.given()
        .baseUri(world.baseUrl())
        .filter(FORMS.computeIfAbsent(audience, Door::formValidator))
        .contentType(ContentType.URLENC);
  }

  /** A request to the audience's API with an access token. */
  static RequestSpecification of(World world, String audience, String token) {
    return of(world, audience).header("Authorization", "Bearer " + token);
  }

  /** A request to the sandbox, which is not under our contract. */
  static RequestSpecification sandbox(World world) {
    return RestAssured.given().baseUri(world.sandboxUrl()).contentType(ContentType.JSON);
  }

  private static Filter validator(String audience) {
    return validator(audience, levels());
  }

  private static Filter formValidator(String audience) {
    return validator(
        audience,
        levels().withLevel("validation.request.body.missing", ValidationReport.Level.IGNORE));
  }

  private static LevelResolver.Builder levels() {
    // The gate asks for the token; the contract's security is checked by the server.
    return LevelResolver.create()
        .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE);
  }

  private static Filter validator(String audience, LevelResolver.Builder levels) {
    return new OpenApiValidationFilter(
        OpenApiInteractionValidator.createForSpecificationUrl(
                World.contract(audience).toUri().toString())
            .withLevelResolver(levels.build())
            .build());
  }
}
