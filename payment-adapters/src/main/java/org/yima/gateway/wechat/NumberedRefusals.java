package org.yima.gateway.wechat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * A refusal of a mixed order says why only by a number at the end of its Request-ID ({@code
 * ...-268529477}), which the SDK does not hand on. Refusals that have one leave here with it; all
 * else passes. No signature covers the number.
 */
final class NumberedRefusals implements Interceptor {

  private static final Pattern NUMBER = Pattern.compile(".*-(268\\d{6})");
  private static final long LONGEST = 64 * 1024;

  /** A refusal with its number. */
  static final class Refusal extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final String number;

    Refusal(int status, String code, String number) {
      super(code);
      this.status = status;
      this.code = code;
      this.number = number;
    }

    int status() {
      return status;
    }

    String code() {
      return code;
    }

    String number() {
      return number;
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() < 400 || response.code() >= 500) {
      return response;
    }
    Matcher number = NUMBER.matcher(response.header("Request-ID", ""));
    if (!number.matches()) {
      return response;
    }
    String code = code(response.peekBody(LONGEST).string());
    if (code.isEmpty()) {
      return response;
    }
    response.close();
    throw new Refusal(response.code(), code, number.group(1));
  }

  /** The code of a refusal's body; empty text where it has none. */
  static String code(String body) {
    try {
      return JsonParser.parseString(body) instanceof JsonObject object && object.has("code")
          ? object.get("code").getAsString()
          : "";
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException other) {
      return "";
    }
  }
}
