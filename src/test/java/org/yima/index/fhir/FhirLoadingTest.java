package org.yima.index.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;

/** After a start many ask at once, and to read the structures takes a second of a processor. */
class FhirLoadingTest {
  @Test
  void theStructuresAreReadOnceHoweverManyAsk() {
    Vertx vertx = Vertx.vertx();
    AtomicInteger read = new AtomicInteger();
    Fhir fhir =
        new Fhir(vertx) {
          @Override
          FhirContext load() {
            read.incrementAndGet();
            return super.load();
          }
        };
    List<CompletableFuture<Void>> asking =
        IntStream.range(0, 20).mapToObj(i -> fhir.ready().subscribeAsCompletionStage()).toList();
    assertThat(asking).allSatisfy(one -> assertThat(one.join()).isNull());
    assertThat(read).hasValue(1);
    assertThat(fhir.text(new Patient(), Format.USUAL)).contains("Patient");
    assertThat(vertx.close().toCompletionStage().toCompletableFuture().join()).isNull();
  }
}
