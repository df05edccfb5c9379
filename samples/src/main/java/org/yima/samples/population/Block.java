package org.yima.samples.population;

import java.util.List;

/**
 * A part of the population that is drawn alone: at most {@link Population#BLOCK} people.
 *
 * @param registrations of all domains, those of one domain shuffled
 * @param tally what the errors of this block were
 */
public record Block(List<Registration> registrations, Tally tally) {}
