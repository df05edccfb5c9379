package org.yima.gateway.unionpay;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.yima.gateway.Timeouts;

/**
 * The platform and the merchants we speak for.
 *
 * @param api with its path, which ends with a slash
 * @param files where the day's files are asked for, whole
 * @param backUrl where the platform reports what no command names an address for (payments by code,
 *     cancellations), without a query
 * @param merchants what each {@code merId} signs with
 * @param trust who may sign answers to merchants with certificates; empty: there are none of them
 */
public record UnionPaySettings(
    URI api,
    URI files,
    URI backUrl,
    Map<String, UnionPayKey> merchants,
    Optional<UnionPayTrust> trust,
    UnionPayProfile profile,
    Timeouts calls,
    Timeouts downloads) {

  /** The live platform. */
  public static final URI LIVE = URI.create("https://gateway.95516.com/gateway/api/");

  /** Where the live platform's files are. */
  public static final URI LIVE_FILES = URI.create("https://filedownload.95516.com/");

  public UnionPaySettings {
    requireNonNull(files, "files");
    requireNonNull(backUrl, "backUrl");
    merchants = Map.copyOf(merchants);
    requireNonNull(trust, "trust");
    requireNonNull(profile, "profile");
    requireNonNull(calls, "calls");
    requireNonNull(downloads, "downloads");
    if (!api.getPath().endsWith("/")) {
      throw new IllegalArgumentException("the address of the api ends with a slash");
    }
    if (trust.isEmpty()
        && merchants.values().stream().anyMatch(UnionPayKey.Certificate.class::isInstance)) {
      throw new IllegalArgumentException("a merchant with a certificate needs whom to trust");
    }
  }

  @Override
  public String toString() {
    return "UnionPaySettings[" + api + ", " + merchants.keySet() + "]";
  }
}
