package org.yima.gateway.alipay;

import java.time.LocalDate;
import java.util.stream.Stream;
import org.yima.gateway.wallet.Statement;
import org.yima.gateway.wallet.StatementLine;

/** A day on which nothing was paid and nothing returned. */
record EmptyStatement(LocalDate day) implements Statement {
  @Override
  public long count() {
    return 0;
  }

  @Override
  public Stream<StatementLine> lines() {
    return Stream.empty();
  }

  @Override
  public void close() {
    // There is no copy to be deleted.
  }
}
