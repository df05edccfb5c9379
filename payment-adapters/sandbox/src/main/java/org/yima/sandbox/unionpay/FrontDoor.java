package org.yima.sandbox.unionpay;

import org.yima.sandbox.http.Answer;
import org.yima.sandbox.http.Call;
import org.yima.sandbox.http.Door;
import org.yima.sandbox.http.Page;
import org.yima.sandbox.http.Refused;

/** What a browser sends and sees: checked as any message, answered by a page. */
record FrontDoor(AcpDoor inner) implements Door {
  @Override
  public Seal seals(String call) {
    return Seal.NONE;
  }

  @Override
  public void admit(Call call) {
    inner.admit(call);
  }

  @Override
  public Answer refuse(Call call, Refused refusal) {
    return Page.of(
        refusal.status(),
        refusal.code(),
        "<h1>"
            + Page.escaped(refusal.code())
            + "</h1><p>"
            + Page.escaped(refusal.getMessage())
            + "</p>");
  }

  @Override
  public Answer seal(Call call, Answer answer, boolean spoilt) {
    return answer;
  }

  /** The cashier: what is to be paid, and where in this sandbox one is the payer. */
  static Answer cashier(String merchant, AcpOrder order) {
    return Page.cashier("云闪付 · " + merchant, order.description(), order.amount(), order.ticket());
  }
}
