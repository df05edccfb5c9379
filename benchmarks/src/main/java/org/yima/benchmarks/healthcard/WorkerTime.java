package org.yima.benchmarks.healthcard;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * What the measured thread did per second of its own time, and how much of a core it had. On a
 * machine that does other work, operations per second of the clock say little; per second of the
 * thread's own time they still say what an operation costs.
 */
public final class WorkerTime implements InternalProfiler {
  /** Operations per second of the thread's own time. */
  static final String OWN = "own";

  /** The thread's part of a core, 0 to 1. */
  static final String SHARE = "share";

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long worked;
  private long began;

  @Override
  public String getDescription() {
    return "operations per second of the measured thread's own time";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    worked = workers();
    began = System.nanoTime();
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double nanos = workers() - worked;
    double own = result.getMetadata().getAllOps() * 1e9 / nanos;
    double share = nanos / (System.nanoTime() - began);
    return List.of(
        new ScalarResult(OWN, own, "per second", AggregationPolicy.AVG),
        new ScalarResult(SHARE, share, "cores", AggregationPolicy.AVG));
  }

  private long workers() {
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var thread = threads.getThreadInfo(id);
      if (thread != null && thread.getThreadName().contains("jmh-worker")) {
        sum += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return sum;
  }
}
