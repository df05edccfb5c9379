package org.yima.sandbox.bureau;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yima.sandbox.books.Transaction;
import org.yima.sandbox.http.Fields;

/** 9001 and 9002: a sign-in lasts the day; a message may carry one, and then it has to stand. */
final class SignIns {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(Fsi.ZONE);

  private SignIns() {}

  private record SignIn(String signNo, String institution, LocalDate day) {}

  static Map<String, Object> in(Fsi.Message message, Transaction tx) {
    Fields data = message.input().object("signIn");
    data.text("opter_no", 30);
    data.text("mac", 30);
    data.text("ip", 64);
    SignIn signIn =
        new SignIn(
            "SIGN%012d".formatted(tx.next("bureau-sign-in")),
            message.institution(),
            LocalDate.ofInstant(tx.now(), Fsi.ZONE));
    tx.put(signIn.signNo(), signIn.institution(), signIn);
    return Map.of(
        "signinoutb", Map.of("sign_time", TIME.format(tx.now()), "sign_no", signIn.signNo()));
  }

  static Map<String, Object> out(Fsi.Message message, Transaction tx) {
    Fields data = message.input().object("signOut");
    String signNo = data.text("sign_no", 64);
    data.text("opter_no", 30);
    require(tx, message.institution(), Optional.of(signNo));
    tx.remove(SignIn.class, signNo);
    return Map.of("signoutoutb", Map.of("sign_time", TIME.format(tx.now())));
  }

  static void require(Transaction tx, String institution, Optional<String> signNo) {
    if (signNo.isEmpty()) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(tx.now(), Fsi.ZONE);
    boolean stands =
        tx.find(SignIn.class, signNo.get())
            .filter(found -> found.institution().equals(institution) && found.day().equals(today))
            .isPresent();
    if (!stands) {
      throw Fsi.refused("签到编号无效，请重新签到");
    }
  }
}
