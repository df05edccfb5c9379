package org.yima.benchmarks.codes;

/**
 * What one drive came to.
 *
 * @param answers how many
 * @param perSecond answers per second
 * @param medianMicros the middle answer's time, microseconds
 * @param slowMicros the time that one answer in a hundred exceeded, microseconds
 */
record Measured(int answers, double perSecond, long medianMicros, long slowMicros) {}
