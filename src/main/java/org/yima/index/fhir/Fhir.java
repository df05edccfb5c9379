package org.yima.index.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Patient;

/** FHIR R4 resources to and from JSON. */
@ApplicationScoped
class Fhir {
  static final String JSON = "application/fhir+json";

  private final Vertx vertx;
  private volatile FhirContext context;

  Fhir(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Makes sure that the structures are known. The first call reads them, which takes a second, away
   * from the event loop.
   */
  Uni<Void> ready() {
    return context != null
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .completionStage(
                () -> {
                  // Names the context to come back to, also for callers that had none.
                  vertx.getOrCreateContext();
                  return vertx.executeBlocking(this::load, true).toCompletionStage();
                })
            .replaceWithVoid();
  }

  private FhirContext load() {
    FhirContext loaded = FhirContext.forR4();
    loaded.setParserErrorHandler(new StrictErrorHandler());
    String sample = loaded.newJsonParser().encodeResourceToString(new Patient());
    loaded.newJsonParser().parseResource(sample);
    context = loaded;
    return loaded;
  }

  String text(IBaseResource resource) {
    return context.newJsonParser().encodeResourceToString(resource);
  }

  /** Reads a resource strictly: unknown elements are refused. */
  <T extends IBaseResource> T read(Class<T> type, String body) {
    try {
      return context.newJsonParser().parseResource(type, body);
    } catch (DataFormatException | IllegalArgumentException malformed) {
      throw FhirRefusal.invalid(
          "the body is no " + type.getSimpleName() + " in FHIR R4 JSON, or has unknown elements");
    }
  }
}
