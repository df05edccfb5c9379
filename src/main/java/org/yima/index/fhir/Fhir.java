package org.yima.index.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Patient;

/** FHIR R4 resources to and from JSON and XML. */
@ApplicationScoped
class Fhir {
  private final Vertx vertx;
  private final AtomicReference<CompletableFuture<FhirContext>> loading = new AtomicReference<>();
  private volatile FhirContext context;

  Fhir(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Makes sure that the structures are known. The first call reads them, which takes a second, away
   * from the event loop; whoever calls meanwhile waits for the same reading.
   */
  Uni<Void> ready() {
    return context != null
        ? Uni.createFrom().voidItem()
        : Uni.createFrom()
            .deferred(
                () -> {
                  Context here = vertx.getOrCreateContext();
                  return Uni.createFrom()
                      .completionStage(this::loaded)
                      .emitOn(command -> here.runOnContext(ignored -> command.run()));
                })
            .replaceWithVoid();
  }

  private CompletionStage<FhirContext> loaded() {
    CompletableFuture<FhirContext> own = new CompletableFuture<>();
    CompletableFuture<FhirContext> first = loading.compareAndExchange(null, own);
    if (first != null) {
      return first;
    }
    vertx
        .executeBlocking(this::load, false)
        .onSuccess(own::complete)
        .onFailure(
            failure -> {
              loading.set(null);
              own.completeExceptionally(failure);
            });
    return own;
  }

  FhirContext load() {
    FhirContext loaded = FhirContext.forR4();
    loaded.setParserErrorHandler(new StrictErrorHandler());
    // Nothing here refers to a resource that it has at hand, and to look for some takes a third of
    // the time that an answer takes to write.
    loaded.getParserOptions().setAutoContainReferenceTargetsWithNoId(false);
    String sample = loaded.newJsonParser().encodeResourceToString(new Patient());
    loaded.newJsonParser().parseResource(sample);
    loaded
        .newXmlParser()
        .parseResource(loaded.newXmlParser().encodeResourceToString(new Patient()));
    context = loaded;
    return loaded;
  }

  String text(IBaseResource resource, Format format) {
    return parser(format).encodeResourceToString(resource);
  }

  private IParser parser(Format format) {
    return format.isXml() ? context.newXmlParser() : context.newJsonParser();
  }

  /** Reads a resource strictly: unknown elements are refused. */
  IBaseResource read(String body, Format format) {
    try {
      return parser(format).parseResource(body);
    } catch (DataFormatException | IllegalArgumentException malformed) {
      throw FhirRefusal.invalid("the body is no resource of FHIR R4, or has unknown elements");
    }
  }
}
