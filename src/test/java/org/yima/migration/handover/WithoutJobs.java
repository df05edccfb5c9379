package org.yima.migration.handover;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The tests say when work is done, batch by batch. */
public class WithoutJobs implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("yima.jobs.enabled", "false");
  }
}
