package org.yima.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Callback;
import org.yima.sandbox.driver.Merchant;
import org.yima.sandbox.driver.World;

/**
 * The real process, killed with SIGKILL between the effect and its answer: whoever asks afterwards
 * is told it happened.
 */
class KillTest {
  @TempDir Path folder;

  @Test
  void whatWasDoneBeforeTheKillIsStillDone() throws Exception {
    World world = new World(folder);
    world.close();
    Path config = folder.resolve("config.json");
    Files.writeString(config, World.text(json(world)));
    Process process = launch(config);
    try (Callback callback = new Callback(0)) {
      world.moveTo(port(process));
      Merchant merchant = new Merchant(world);
      world
          .control("payers", Map.of("channel", "WECHAT", "ref", "openid-1", "balance", 5_000))
          .required("ref");
      merchant.pay("order-0001", "openid-1", 1_000, callback.url());
      world.fault("wechat", "refund", "TIMEOUT_AFTER");
      Thread killer = killerOnceRefunded(merchant, process);
      assertThatThrownBy(
              () -> merchant.refund("order-0001", "refund-1", 400, 1_000, callback.url()))
          .isInstanceOf(UncheckedIOException.class);
      killer.join();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

      process = launch(config);
      world.moveTo(port(process));
      JsonNode order = World.tree(merchant.query("order-0001").body());
      assertThat(order.get("trade_state").textValue()).isEqualTo("REFUND");
      assertThat(merchant.refundQuery("refund-1").statusCode()).isEqualTo(200);
      assertThat(world.balance("wechat", "merchant:" + World.SUB_MCHID)).isEqualTo(600);
      assertThat(world.books("wechat").get("sum").longValue()).isZero();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /**
   * While the caller still waits for an answer, the refund is already there to be seen: then the
   * process dies.
   */
  private static Thread killerOnceRefunded(Merchant merchant, Process process) {
    Thread killer =
        new Thread(
            () -> {
              while (merchant.refundQuery("refund-1").statusCode() != 200) {
                Thread.onSpinWait();
              }
              process.destroyForcibly();
            });
    killer.start();
    return killer;
  }

  private static Object json(World world) {
    var config = world.config();
    return Map.of(
        "wechat",
        Map.of(
            "spMchid", config.wechat().spMchid(),
            "spAppid", config.wechat().spAppid(),
            "appSecret", config.wechat().appSecret(),
            "apiV3Key", config.wechat().apiV3Key(),
            "platformPrivateKeyFile", "platform.pem",
            "platformPublicKeyId", config.wechat().platformPublicKeyId(),
            "merchantSerial", config.wechat().merchantSerial(),
            "merchantPublicKeyFile", "merchant.pem",
            "subMchids", config.wechat().subMchids()),
        "notificationFactor",
        0.001);
  }

  private Process launch(Path config) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.yima.sandbox.Sandbox",
                "--port",
                "0",
                "--data",
                folder.resolve("killed").toString(),
                "--config",
                config.toString()))
        .redirectErrorStream(true)
        .start();
  }

  private static int port(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("event=ready port=")) {
        // A process whose words nobody reads stands still once they fill the pipe.
        Thread reader = new Thread(() -> lines.lines().forEach(unread -> {}));
        reader.setDaemon(true);
        reader.start();
        return Integer.parseInt(line.substring(line.lastIndexOf('=') + 1));
      }
    }
    throw new AssertionError("the process ended before it was ready");
  }
}
