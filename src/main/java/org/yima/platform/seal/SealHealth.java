package org.yima.platform.seal;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.yima.platform.SealState;
import org.yima.platform.SealStates;

/**
 * Down while a chain is broken, in the group {@code integrity} ({@code /q/health/group/integrity}).
 * It is no part of readiness: a forged row must wake somebody, not stop the counters of every
 * hospital.
 */
@HealthGroup("integrity")
class SealHealth implements AsyncHealthCheck {
  private final SealStates states;

  SealHealth(SealStates states) {
    this.states = states;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return states.all().map(SealHealth::response);
  }

  private static HealthCheckResponse response(List<SealState> chains) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("seals");
    chains.forEach(chain -> response.withData(chain.chain(), chain.broken()));
    return response.status(chains.stream().allMatch(chain -> chain.broken() == 0)).build();
  }
}
