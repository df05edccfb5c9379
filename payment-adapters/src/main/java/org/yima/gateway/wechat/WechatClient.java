package org.yima.gateway.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import java.time.InstantSource;
import okhttp3.OkHttpClient;
import org.yima.gateway.Timeouts;

/**
 * The SDK set up for one account: keys without the network, our host, our bounds, no second try.
 */
final class WechatClient {

  private final RSAPublicKeyConfig config;
  private final AnswerValidator validator;
  private final HttpClient calls;
  private final HttpClient downloads;

  WechatClient(WechatSettings settings, InstantSource clock) {
    this.config =
        new RSAPublicKeyConfig.Builder()
            .merchantId(settings.spMchid())
            .privateKey(settings.merchantKey())
            .merchantSerialNumber(settings.merchantSerial())
            .publicKey(settings.platformKey())
            .publicKeyId(settings.platformKeyId())
            .apiV3Key(settings.apiV3Key())
            .build();
    this.validator = new AnswerValidator(config.createVerifier(), settings.platformKeyId(), clock);
    this.calls =
        http(
            settings,
            settings.calls(),
            new OkHttpClient.Builder().addInterceptor(new BoundedAnswers()));
    this.downloads = http(settings, settings.downloads(), new OkHttpClient.Builder());
  }

  private HttpClient http(WechatSettings settings, Timeouts bounds, OkHttpClient.Builder builder) {
    OkHttpClient client =
        builder
            .addInterceptor(new NumberedRefusals())
            .addInterceptor(new HostRewrite(settings.baseUri()))
            .addInterceptor(new SignedErrors(validator))
            .addInterceptor(new SentOnce())
            .connectTimeout(bounds.connect())
            .readTimeout(bounds.total())
            .writeTimeout(bounds.total())
            .callTimeout(bounds.total())
            // OkHttp would send a refund again on a new connection; whether to ask again is not
            // its decision.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .build();
    return new DefaultHttpClientBuilder()
        .config(config)
        .validator(validator)
        .okHttpClient(client)
        .connectTimeoutMs(Math.toIntExact(bounds.connect().toMillis()))
        .readTimeoutMs(Math.toIntExact(bounds.total().toMillis()))
        .writeTimeoutMs(Math.toIntExact(bounds.total().toMillis()))
        .disableRetryOnConnectionFailure()
        .build();
  }

  RSAPublicKeyConfig config() {
    return config;
  }

  AnswerValidator validator() {
    return validator;
  }

  HttpClient calls() {
    return calls;
  }

  HttpClient downloads() {
    return downloads;
  }
}
