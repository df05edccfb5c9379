package org.yima.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.yima.sandbox.driver.Hospital;
import org.yima.sandbox.driver.World;

/** One insured person, and a hospital that tells the bureau of their visit. */
abstract class AtTheBureau {
  @TempDir Path folder;
  World world;
  Hospital hospital;
  String auth;
  String psnNo;
  String mdtrtId;

  @BeforeEach
  void start() {
    world = new World(folder);
    hospital = new Hospital(world);
    hospital.insure(3_000, 1_000, "0.7", 1_000_000, null);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** The person shows the credential at the counter. */
  final void authorised() {
    auth = hospital.ecToken();
    psnNo = hospital.psnNo(auth);
  }

  /** And is registered, for an ordinary visit. */
  final void visit() {
    authorised();
    mdtrtId = hospital.visit(auth, psnNo);
  }
}
