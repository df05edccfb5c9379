package org.yima.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the sandbox who lives in the city, what is in their wallets and how they are insured. */
final class BooksLoader {
  private static final int OTHER_WALLETS = 5;

  private final Api sandbox;
  private final Progress progress;

  BooksLoader(Api sandbox, Progress progress) {
    this.sandbox = sandbox;
    this.progress = progress;
  }

  void load(JsonNode people) throws IOException, InterruptedException {
    progress.once(
        "books",
        () -> {
          for (JsonNode person : people) {
            person(person);
          }
          return "yes";
        });
    progress.once(
        "other wallets",
        () -> {
          for (int i = 0; i < Math.min(OTHER_WALLETS, people.size()); i++) {
            tell("/control/payers", payer("ALIPAY", people.get(i)));
            tell("/control/payers", payer("UNIONPAY", people.get(i)));
          }
          return "yes";
        });
  }

  private void person(JsonNode person) throws IOException, InterruptedException {
    String name = person.path("name").asText();
    String idNumber = person.path("idNumber").asText();
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("name", name);
    identity.put("idType", person.path("idType").asText());
    identity.put("idNumber", idNumber);
    identity.put("phone", person.path("phone").asText());
    tell("/control/identities", identity);

    tell("/control/payers", payer("WECHAT", person));

    JsonNode insured = person.path("insured");
    if (insured.isObject()) {
      tell("/control/insured", insured(name, idNumber, insured));
    }
    for (JsonNode policy : person.path("policies")) {
      tell("/control/policies", policy(name, idNumber, policy));
    }
  }

  /** The same balance in every wallet; the other wallets are given to the first people alone. */
  private static Map<String, Object> payer(String channel, JsonNode person) {
    Map<String, Object> payer = new LinkedHashMap<>();
    payer.put("channel", channel);
    payer.put("ref", person.path("wechat").path("openid").asText());
    payer.put("balance", person.path("wechat").path("balance").asLong());
    return payer;
  }

  private static Map<String, Object> insured(String name, String idNumber, JsonNode insured) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("idNumber", idNumber);
    body.put("name", name);
    body.put("insutype", insured.path("insutype").asText());
    body.put("accountBalance", insured.path("accountBalance").asLong());
    body.put("deductible", insured.path("deductible").asLong());
    body.put("ratio", fraction(insured));
    body.put("ceiling", insured.path("ceiling").asLong());
    if (insured.path("refusal").isTextual()) {
      body.put("refusal", insured.path("refusal").asText());
    }
    return body;
  }

  private static Map<String, Object> policy(String name, String idNumber, JsonNode policy) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("insurerId", policy.path("insurerId").asText());
    body.put("policyNumber", policy.path("policyNumber").asText());
    body.put("idNumber", idNumber);
    body.put("name", name);
    body.put("kind", policy.path("kind").asText());
    body.put("ratio", fraction(policy));
    body.put("limit", policy.path("limit").asLong());
    return body;
  }

  /** The sample files give percent, the sandbox wants a fraction. */
  private static BigDecimal fraction(JsonNode from) {
    return BigDecimal.valueOf(from.path("ratio").asLong(), 2);
  }

  private void tell(String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    sandbox.post(path, body);
  }
}
