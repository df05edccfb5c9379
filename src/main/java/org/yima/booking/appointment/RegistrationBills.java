package org.yima.booking.appointment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.yima.booking.Appointment;
import org.yima.booking.AppointmentStatus;
import org.yima.payment.BillStatus;
import org.yima.payment.Bills;
import org.yima.payment.NewBill;
import org.yima.payment.NewLine;
import org.yima.payment.Payable;
import org.yima.platform.Fen;
import org.yima.platform.Id;
import org.yima.platform.PlatformProblem;
import org.yima.platform.Problem;

/** The registration fee's bill: opened with the hold, given back whole when nothing comes of it. */
@ApplicationScoped
class RegistrationBills {
  private static final String TITLE = "挂号费";
  private static final String LINE_CODE = "REGISTRATION";

  /**
   * 丙. Whether a registration fee is insured is each hospital's switch: at booking, on the visit
   * day only, or not. A booking knows no diagnosis, without which no bureau settles, so of the
   * three this is "not"; a hospital that has it insured on the day bills it then, with its
   * diagnosis.
   */
  private static final String NOT_INSURED = "03";

  private final Bills bills;
  private final AppointmentStore store;

  RegistrationBills(Bills bills, AppointmentStore store) {
    this.bills = bills;
    this.store = store;
  }

  /** The id that the bill will get. */
  Id draw(Id institution) {
    return bills.draw(institution, "");
  }

  /**
   * Opens the bill of an appointment that is held; can be repeated. The hold may end while the bill
   * is being opened, so it is looked at again afterwards.
   */
  Uni<Void> open(Appointment of) {
    if (of.billId().isEmpty() || of.status() != AppointmentStatus.HELD) {
      return Uni.createFrom().voidItem();
    }
    return bills
        .open(bill(of))
        .chain(opened -> store.find(of.id()))
        .map(Optional::orElseThrow)
        .chain(
            now ->
                now.status().freesNumber()
                    ? giveBack(now, "hold-ended")
                    : Uni.createFrom().voidItem());
  }

  private static NewBill bill(Appointment of) {
    Fen fee = of.fee();
    NewLine line =
        new NewLine(
            1,
            LINE_CODE,
            TITLE,
            NOT_INSURED,
            BigDecimal.ONE,
            BigDecimal.valueOf(fee.value(), 2),
            fee);
    return new NewBill(
        of.billId().orElseThrow(),
        new Payable(Payable.REGISTRATION, of.id()),
        of.institutionId(),
        of.residentId(),
        of.recordId(),
        TITLE,
        "",
        Optional.empty(),
        List.of(line),
        of.holdExpiresAt());
  }

  /**
   * Withdraws the bill, or begins to give back what was paid; can be repeated. Fails while the bill
   * is just being paid: the caller comes again.
   *
   * @param why a code for the bill's history
   */
  Uni<Void> giveBack(Appointment of, String why) {
    return of.billId().isEmpty()
        ? Uni.createFrom().voidItem()
        : bills
            .refundWhole(of.billId().get(), why)
            .onFailure(RegistrationBills::isNoBill)
            .recoverWithItem((Void) null);
  }

  /** Whether the payer is just paying. */
  Uni<Boolean> isBeingPaid(Appointment of) {
    return of.billId().isEmpty()
        ? Uni.createFrom().item(false)
        : bills
            .status(of.billId().get())
            .map(status -> status == BillStatus.PAYING)
            .onFailure(RegistrationBills::isNoBill)
            .recoverWithItem(false);
  }

  /** The hold ended before its bill was opened: then there is nothing to withdraw. */
  private static boolean isNoBill(Throwable failure) {
    return failure instanceof Problem problem && problem.type() == PlatformProblem.NOT_FOUND;
  }
}
