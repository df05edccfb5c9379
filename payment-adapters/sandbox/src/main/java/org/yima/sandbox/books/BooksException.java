package org.yima.sandbox.books;

import java.sql.SQLException;

/** The books failed, nothing of the transaction stands; or they are another process's. */
public final class BooksException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BooksException(SQLException cause) {
    super(cause);
  }

  BooksException(String message) {
    super(message);
  }
}
