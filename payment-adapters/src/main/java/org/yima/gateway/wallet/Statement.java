package org.yima.gateway.wallet;

import com.google.errorprone.annotations.MustBeClosed;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * A day's statement of one merchant, its digest verified and its lines added up against its own
 * totals before the first line is handed out.
 */
public interface Statement extends AutoCloseable {

  LocalDate day();

  /** How many lines there are. */
  long count();

  /** The lines in the statement's order; may be read more than once, each stream to be closed. */
  @MustBeClosed
  Stream<StatementLine> lines();

  /** Deletes the local copy. */
  @Override
  void close();
}
