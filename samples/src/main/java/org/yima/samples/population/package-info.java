/**
 * A synthetic population of any size, as the registration desks of several institutions know it:
 * households with shared phones and addresses, newborns without a name, twins, strangers of the
 * same name; the errors that desks and exports make, each by its rate; and the truth. Everything is
 * drawn from a seed, block after block, so that any number of threads writes the same bytes and no
 * more than a few blocks are in memory. {@link org.yima.samples.population.Population} hands out
 * the registrations, {@link org.yima.samples.population.PopulationGenerator} writes them to files.
 */
@CheckReturnValue
package org.yima.samples.population;

import com.google.errorprone.annotations.CheckReturnValue;
