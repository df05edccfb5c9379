package org.yima.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.yima.samples.City.Cancel;
import org.yima.samples.City.Confirms;
import org.yima.samples.City.Department;
import org.yima.samples.City.Doctor;
import org.yima.samples.City.Extract;
import org.yima.samples.City.Hospital;
import org.yima.samples.City.Insurer;
import org.yima.samples.City.Mapping;
import org.yima.samples.City.Merchant;
import org.yima.samples.City.Pharmacy;
import org.yima.samples.City.Platform;
import org.yima.samples.City.Release;
import org.yima.samples.City.Segment;
import org.yima.samples.City.Session;
import org.yima.samples.City.Terminal;

/** Draws the institutions: who works where, and which numbers they offer. */
final class CityPlan {
  private static final List<String> TITLES = List.of("主任医师", "副主任医师", "主治医师");
  private static final long[] FEES = {5_000, 3_000, 1_200};

  private final RandomGenerator random;
  private final Names names;

  private CityPlan(RandomGenerator random) {
    this.random = random;
    this.names = new Names(random);
  }

  static City draw(long seed, RandomGenerator random) {
    CityPlan plan = new CityPlan(random);
    return new City(
        seed,
        new Platform("1900000001", "wx9900000000000001", "990100"),
        List.of(
            plan.hospital(
                ExtractLayout.FIRST,
                "医码市第一人民医院",
                Confirms.AUTO,
                List.of("心血管内科", "骨科", "儿科", "呼吸内科")),
            plan.hospital(
                ExtractLayout.TCM, "医码市中医医院", Confirms.AUTO, List.of("中医内科", "针灸推拿科", "妇科")),
            plan.hospital(
                ExtractLayout.COUNTY, "清水县人民医院", Confirms.CALLER, List.of("全科", "普通外科", "产科"))),
        List.of(
            new Pharmacy("rx1", "医码康民大药房学府街店", "P99010100001", new Merchant("1900100004")),
            new Pharmacy("rx2", "清水济生堂药店", "P99012100001", new Merchant("1900100005"))),
        List.of(
            new Insurer("pingshan", "平山健康保险", "DIRECT"), new Insurer("hehe", "和合人寿保险", "RAPID")));
  }

  private Hospital hospital(
      ExtractLayout layout, String name, Confirms confirms, List<String> departmentNames) {
    List<Department> departments = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < departmentNames.size(); i++) {
      Department department = department("D" + (i + 1), departmentNames.get(i));
      departments.add(department);
      for (Doctor doctor : department.doctors()) {
        sessions.addAll(sessions(department, doctor));
      }
    }
    int number = layout.number();
    return new Hospital(
        layout.code(),
        name,
        layout.domain(),
        "H990101" + String.format("%05d", number),
        new Merchant("190010000" + number),
        "PLATFORM_LED",
        confirms,
        departments,
        sessions,
        List.of(new Terminal("t1", name + "收费窗口"), new Terminal("t2", name + "自助机")),
        new Extract(
            "extracts/" + layout.fileName(),
            new Mapping(layout.charset().name(), layout.columns(), layout.meanings())));
  }

  private Department department(String code, String name) {
    List<Doctor> doctors = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
      doctors.add(
          new Doctor(
              code + "-" + (i + 1),
              names.full(names.surname(), sex),
              TITLES.get(random.nextInt(TITLES.size()))));
    }
    return new Department(code, name, doctors);
  }

  private List<Session> sessions(Department department, Doctor doctor) {
    long fee = FEES[TITLES.indexOf(doctor.title())];
    List<Integer> mornings = new ArrayList<>();
    List<Integer> afternoons = new ArrayList<>();
    for (int day = 1; day <= 7; day++) {
      (random.nextInt(3) == 0 ? afternoons : mornings).add(day);
    }
    List<Session> sessions = new ArrayList<>();
    if (!mornings.isEmpty()) {
      sessions.add(session(department, doctor, "AM", mornings, fee, morning()));
    }
    if (!afternoons.isEmpty()) {
      sessions.add(session(department, doctor, "PM", afternoons, fee, afternoon()));
    }
    return sessions;
  }

  private static Session session(
      Department department,
      Doctor doctor,
      String half,
      List<Integer> days,
      long fee,
      List<Segment> segments) {
    return new Session(
        doctor.code() + "-" + half,
        department.code(),
        doctor.code(),
        List.copyOf(days),
        fee,
        new Release(8, "07:00"),
        new Cancel(1, "20:00"),
        segments);
  }

  private List<Segment> morning() {
    return List.of(
        segment("S1", "08:00", "09:00"),
        segment("S2", "09:00", "10:00"),
        segment("S3", "10:00", "11:30"));
  }

  private List<Segment> afternoon() {
    return List.of(segment("S1", "14:00", "15:00"), segment("S2", "15:00", "16:30"));
  }

  private Segment segment(String code, String from, String to) {
    return new Segment(code, from, to, "APP", 4 + random.nextInt(5));
  }
}
