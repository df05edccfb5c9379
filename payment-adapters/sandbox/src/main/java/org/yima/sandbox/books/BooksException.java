package org.yima.sandbox.books;

import java.sql.SQLException;

/** The database failed; nothing of the transaction stands. */
public final class BooksException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BooksException(SQLException cause) {
    super(cause);
  }
}
