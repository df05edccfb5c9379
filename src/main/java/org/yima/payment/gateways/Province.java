package org.yima.payment.gateways;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.yima.gateway.DeclineReason;
import org.yima.gateway.bureau.FsiProfile;
import org.yima.gateway.bureau.FsiTransaction;
import org.yima.gateway.bureau.RefusalTable;
import org.yima.gateway.http.Wrapper;
import org.yima.platform.GatewayConfig;

/**
 * What differs at this province's bureau, from the configuration. What does not read stops the
 * start: a rule that is misspelt would leave refusals unknown, or call something else a refusal.
 */
final class Province {
  private Province() {}

  static FsiProfile profile(GatewayConfig.Bureau bureau, ZoneId zone) {
    GatewayConfig.BureauHeaders headers = bureau.headers();
    return new FsiProfile(
        new FsiProfile.HeaderNames(
            headers.paasid(), headers.timestamp(), headers.nonce(), headers.signature()),
        bureau.recerSysCode(),
        bureau.interfaceVersion(),
        bureau.operatorType(),
        zone,
        bureau
            .wrapper()
            .map(around -> Wrapper.member(around.request(), around.answer()))
            .orElseGet(Wrapper::none),
        numbers(bureau.numbers()),
        RefusalTable.national().after(rules(bureau.refusals())),
        bureau.emptyIsNotFound(),
        bureau.mutualAidPayer(),
        bureau.payAuthNoAsCredential(),
        hospitalShare(bureau.hospitalShare()));
  }

  private static FsiProfile.HospitalShare hospitalShare(String name) {
    try {
      return FsiProfile.HospitalShare.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw unread("hospital-share", "none of beside, inside, either");
    }
  }

  private static Map<FsiTransaction, String> numbers(Map<String, String> byNational) {
    Map<FsiTransaction, String> numbers = new EnumMap<>(FsiTransaction.class);
    byNational.forEach((national, here) -> numbers.put(transaction(national), here));
    return numbers;
  }

  private static FsiTransaction transaction(String national) {
    return Arrays.stream(FsiTransaction.values())
        .filter(transaction -> transaction.nationalNumber().equals(national))
        .findFirst()
        .orElseThrow(() -> unread("numbers." + national, "no transaction of ours"));
  }

  /** In the order of their names, which are their codes as well. */
  private static List<RefusalTable.Rule> rules(Map<String, GatewayConfig.BureauRefusal> named) {
    return named.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> rule(rule.getKey(), rule.getValue()))
        .toList();
  }

  private static RefusalTable.Rule rule(String name, GatewayConfig.BureauRefusal rule) {
    try {
      return new RefusalTable.Rule(
          Pattern.compile(rule.text()),
          DeclineReason.valueOf(rule.reason().toUpperCase(Locale.ROOT).replace('-', '_')),
          name);
    } catch (PatternSyntaxException malformed) {
      throw unread("refusals." + name + ".text", "no regular expression");
    } catch (IllegalArgumentException unknown) {
      throw unread("refusals." + name + ".reason", "no reason of the port");
    }
  }

  private static IllegalArgumentException unread(String key, String why) {
    return new IllegalArgumentException("yima.gateway.bureau." + key + ": " + why);
  }
}
