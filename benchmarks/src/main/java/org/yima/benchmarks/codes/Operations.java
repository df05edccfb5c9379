package org.yima.benchmarks.codes;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The three operations that are measured side by side. */
final class Operations {
  private static final Buffer ROW = Buffer.buffer("{\"note\":\"a row of the benchmark\"}");
  private static final Buffer DYNAMIC = Buffer.buffer("{\"kind\":\"DYNAMIC\"}");
  private static final String TEXT = "\"text\":\"";

  private final City city;
  private final Deque<String> issued = new ArrayDeque<>();
  private int turn;

  Operations(City city) {
    this.city = city;
  }

  private City.Holder holder() {
    return city.holders().get(turn++ % city.holders().size());
  }

  private String terminal() {
    return city.terminals().get(turn++ % city.terminals().size());
  }

  /** The limit: an authenticated insert of one row. */
  Operation limit() {
    return new Operation() {
      @Override
      public Optional<Call> next() {
        return Optional.of(new Call("/v1/benchmark/rows", holder().token(), ROW));
      }

      @Override
      public int status() {
        return 201;
      }

      @Override
      public void answered(Buffer body) {
        // The answer says only which row it is.
      }
    };
  }

  /** Issues dynamic codes, of all cards in turn, and keeps their texts for the next resolve. */
  Operation issue() {
    issued.clear();
    return new Operation() {
      @Override
      public Optional<Call> next() {
        City.Holder holder = holder();
        return Optional.of(new Call(holder.codesPath(), holder.token(), DYNAMIC));
      }

      @Override
      public int status() {
        return 201;
      }

      @Override
      public void answered(Buffer body) {
        issued.add(textOf(body));
      }
    };
  }

  /** Resolves the codes issued last, each once, at all terminals in turn. */
  Operation resolve() {
    return new Operation() {
      @Override
      public Optional<Call> next() {
        return Optional.ofNullable(issued.poll())
            .map(
                text ->
                    new Call(
                        "/v1/terminal/codes/resolve",
                        terminal(),
                        new JsonObject().put("text", text).put("scene", "REGISTER").toBuffer()));
      }

      @Override
      public int status() {
        return 200;
      }

      @Override
      public void answered(Buffer body) {
        if (body.toString(StandardCharsets.UTF_8).contains("\"institutionPatientIds\":[]")) {
          throw new IllegalStateException("a resolve did not find the hospital's own number");
        }
      }
    };
  }

  /** No character of a code's text is escaped in JSON. */
  private static String textOf(Buffer answer) {
    String json = answer.toString(StandardCharsets.UTF_8);
    int from = json.indexOf(TEXT) + TEXT.length();
    return json.substring(from, json.indexOf('"', from));
  }
}
