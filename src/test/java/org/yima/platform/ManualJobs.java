package org.yima.platform;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** No job runs by itself: the test says when. */
public class ManualJobs implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("yima.jobs.enabled", "false");
  }
}
