package org.yima.samples;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws names as a Chinese city has them: a few surnames for most, some double ones, some dotted.
 */
final class Names {
  private static final String COMMON = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
  private static final String OTHERS =
      "梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段";
  private static final List<String> DOUBLE = List.of("欧阳", "司马", "上官", "诸葛", "尉迟");
  private static final String MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁博晨轩昊泽";
  private static final String FEMALE = "芳娜敏静丽艳娟霞秀英玲桂燕红梅兰婷雪琳倩颖洁莉萍瑶欣怡涵蕾佳萱妍";
  private static final String NEUTRAL = "文玉志海春国建小晓云子思雨嘉永新天一庆林";
  private static final String RARE = "喆翀犇昇堃淼甯";
  private static final List<String> DOTTED = List.of("阿依古丽·艾买提", "买买提·吐尔逊", "古丽娜尔·热合曼", "木拉提·阿不都");

  private final RandomGenerator random;

  Names(RandomGenerator random) {
    this.random = random;
  }

  String surname() {
    int draw = random.nextInt(100);
    if (draw < 60) {
      return pick(COMMON);
    }
    return draw < 99 ? pick(OTHERS) : DOUBLE.get(random.nextInt(DOUBLE.size()));
  }

  /** A full name; one in two hundred is a dotted name that has no surname in the Han sense. */
  String full(String surname, Sex sex) {
    if (random.nextInt(200) == 0) {
      return DOTTED.get(random.nextInt(DOTTED.size()));
    }
    return surname + given(sex);
  }

  private String given(Sex sex) {
    String own = sex == Sex.MALE ? MALE : FEMALE;
    int draw = random.nextInt(100);
    if (draw < 30) {
      return pick(own);
    }
    if (draw < 97) {
      return (random.nextBoolean() ? pick(NEUTRAL) : pick(own)) + pick(own);
    }
    return pick(NEUTRAL) + pick(RARE);
  }

  private String pick(String characters) {
    int[] points = characters.codePoints().toArray();
    return Character.toString(points[random.nextInt(points.length)]);
  }
}
