package org.yima.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.yima.benchmarks.world.World;

/** The owner of the world's schema. */
final class Owner {
  private Owner() {}

  static Connection connect(World world) throws IOException, SQLException {
    Properties told = new Properties();
    try (InputStream in = Files.newInputStream(world.serverProperties())) {
      told.load(in);
    }
    return DriverManager.getConnection(
        told.getProperty("quarkus.datasource.jdbc.url"),
        told.getProperty("quarkus.flyway.username"),
        told.getProperty("quarkus.flyway.password"));
  }

  /** A hospital for each domain of the extracts that has none. */
  static void hospitals(World world, int domains) throws IOException, SQLException {
    try (Connection owner = connect(world);
        PreparedStatement hospital =
            owner.prepareStatement(
                """
                insert into institution (id, kind, name, code, domain, created_at)
                values (overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid, 'HOSPITAL', 'Benchmark', ?, ?, now())
                on conflict do nothing
                """)) {
      for (int i = 1; i <= domains; i++) {
        hospital.setString(1, "benchmark-" + i);
        hospital.setString(2, "d" + i);
        hospital.executeUpdate();
      }
    }
  }

  /** Lets the database do at once what it would do by itself some minutes after so many writes. */
  static void settle(World world) throws IOException, SQLException {
    try (Connection owner = connect(world);
        Statement statement = owner.createStatement()) {
      statement.execute("vacuum analyze");
      statement.execute("checkpoint");
    }
  }
}
