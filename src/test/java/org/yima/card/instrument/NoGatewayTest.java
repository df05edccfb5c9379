package org.yima.card.instrument;

import static org.yima.card.Shown.refused;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yima.PostgresResource;
import org.yima.TestPeople;
import org.yima.TestPeople.Signed;
import org.yima.card.Shown;

/** A deployment that has not every gateway: the server's own, built without one. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NoGatewayTest {
  @Test
  void whatNoGatewayProvesIsNotOffered() {
    QuarkusMock.installMockForType(new AlipayPayers(Optional.empty()), AlipayPayers.class);
    Signed resident = TestPeople.resident();

    refused(
        Shown.as(resident.token())
            .body(Map.of("type", "ALIPAY", "proof", Map.of("authCode", "A-1")))
            .post("/v1/app/cards/" + Shown.card(resident) + "/instruments")
            .then(),
        "instrument.unavailable");
  }
}
