/**
 * Appointments: hospitals publish sessions with numbers by time segment, residents take a number,
 * pay for it, and the hospital confirms.
 *
 * <p>A number is never sold twice: it is taken by one statement under a check of the table. A
 * person never has two numbers of one session: the person's place is claimed first, in the
 * resident's family, then the number in the institution's, and a lease gives back what a crash left
 * between the two. A fee that is paid sends the appointment to its hospital; one of which nothing
 * stands any more ends it, unless the visit has begun. The fee is not insured as yet, for a booking
 * knows no diagnosis. {@link org.yima.booking.Appointments} and {@link
 * org.yima.booking.BookingEvents} are what other rooms see.
 *
 * <p>Thin so far: there is no waiting room (a ticket is taken and asks for nothing), no waiting
 * list, no way to move an appointment, no substitute for a doctor, and a stopped session cancels
 * and refunds without offering another; what becomes of an appointment is asked for, not streamed.
 */
@CheckReturnValue
package org.yima.booking;

import com.google.errorprone.annotations.CheckReturnValue;
