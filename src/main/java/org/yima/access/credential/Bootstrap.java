package org.yima.access.credential;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.yima.access.AccessConfig;
import org.yima.access.StaffAccounts;
import org.yima.platform.Caller;
import org.yima.platform.Role;

/** Makes the first operator from the configuration, when there is none: somebody must be let in. */
@ApplicationScoped
class Bootstrap {
  private final AccessConfig config;
  private final StaffCredentials credentials;
  private final StaffAccounts accounts;

  Bootstrap(AccessConfig config, StaffCredentials credentials, StaffAccounts accounts) {
    this.config = config;
    this.credentials = credentials;
    this.accounts = accounts;
  }

  void start(@Observes StartupEvent event) {
    config
        .bootstrap()
        .ifPresent(
            first ->
                credentials
                    .anyOperator()
                    .chain(
                        exists ->
                            exists
                                ? Uni.createFrom().nullItem()
                                : accounts.create(Caller.ANYONE, staff(first)))
                    .await()
                    .atMost(Duration.ofSeconds(30)));
  }

  private static StaffAccounts.NewStaff staff(AccessConfig.Bootstrap first) {
    return new StaffAccounts.NewStaff(
        first.login(),
        first.password(),
        Role.OPERATOR,
        Optional.empty(),
        Optional.of(first.totpSecret()));
  }
}
