package org.yima.index.matching.rule;

/**
 * A row of the table above the score.
 *
 * @param name under which a doubt and an explanation tell of it
 */
public record Rule(String name, Condition when, Effect effect) {}
