package org.yima.gateway.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alipay.api.domain.SubsidyAmountParam;
import java.util.List;
import java.util.stream.Stream;
import org.yima.gateway.Yuan;
import org.yima.gateway.http.Fields;
import org.yima.gateway.http.Json;
import org.yima.gateway.wallet.MixedAmounts;

/** What is paid besides or spared of a bill (补充计算金额), which both families write alike. */
final class Subsidies {
  private static final String PARAMS = "subsidy_amount_params";

  private Subsidies() {}

  /** None are no list, for the client writes an empty one. */
  static List<SubsidyAmountParam> of(MixedAmounts amounts, SubsidyModes modes) {
    List<SubsidyAmountParam> all =
        Stream.concat(
                amounts.additions().stream()
                    .map(a -> one(modes.addition(), a.kind().name(), a.fen())),
                amounts.reductions().stream()
                    .map(r -> one(modes.reduction(), r.kind().name(), r.fen())))
            .toList();
    return all.isEmpty() ? null : all;
  }

  /** What an answer, or a report, which writes lists as text, says that was spared. */
  static long reduced(Fields said, SubsidyModes modes) {
    if (!said.has(PARAMS)) {
      return 0;
    }
    Fields listed =
        said.tree().get(PARAMS).isTextual()
            ? Json.read(("{\"" + PARAMS + "\":" + said.text(PARAMS) + "}").getBytes(UTF_8))
            : said;
    return listed.objects(PARAMS).stream()
        .filter(each -> each.text("subsidy_mode").equals(modes.reduction()))
        .mapToLong(each -> each.yuanAsFen("subsidy_amount"))
        .reduce(0, Math::addExact);
  }

  private static SubsidyAmountParam one(String mode, String type, long fen) {
    SubsidyAmountParam param = new SubsidyAmountParam();
    param.setSubsidyMode(mode);
    param.setSubsidyType(type);
    param.setSubsidyAmount(Yuan.fromFen(fen));
    return param;
  }
}
