/**
 * The cross-domain master index: source records as each institution gave them, in its own domain;
 * persons, which are groups of linked records; and the doubts that people decide.
 *
 * <p>A record never changes its owner in place: each link is a row of history, and what a person is
 * follows from the last one. Persons follow from pairs that link, by an equal document or by the
 * weights of {@code index.matching}, under rules and under what people decided; {@code
 * index.living} works them out whenever a record is put, changes or is withdrawn. A contradiction
 * under one document number is never linked by the machine; it raises a review.
 *
 * <p>What is best believed of a person is {@link org.yima.index.living.BestView}: one rule for each
 * element, composed whenever somebody looks, and each element names the record whose word it is.
 *
 * <p>Rows of extracts become records by one set of rules, {@link org.yima.index.CardCleaner},
 * whichever way they come.
 *
 * <p>An index that is still empty takes a whole province at once ({@code index.founding}), with the
 * same outcome as if each record had been put.
 *
 * <p>A link is not a right: what follows for an app or a terminal asks {@link
 * org.yima.index.Certain}, which no score makes true.
 *
 * <p>Two people make one person of two ({@link org.yima.index.merge}), and whatever has joined
 * records is taken back at any later time; {@link org.yima.index.PersonMerges} is what the room
 * with what hangs on the records uses for it. Who is told of persons that change is {@link
 * org.yima.index.change}. Standard doors: {@link org.yima.index.fhir}.
 *
 * <p>May use platform, access and institution.
 */
@CheckReturnValue
package org.yima.index;

import com.google.errorprone.annotations.CheckReturnValue;
