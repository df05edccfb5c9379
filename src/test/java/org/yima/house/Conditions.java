package org.yima.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/** What a class may depend on, as a condition that names each arrow that breaks it. */
final class Conditions {
  private Conditions() {}

  /** Every dependency, taken as (the class, what it depends on), satisfies the rule. */
  static ArchCondition<JavaClass> dependOnlyWhere(
      String description, BiPredicate<JavaClass, JavaClass> rule) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
          JavaClass target = arrow.getTargetClass().getBaseComponentType();
          if (!rule.test(type, target)) {
            events.add(SimpleConditionEvent.violated(type, arrow.getDescription()));
          }
        }
      }
    };
  }
}
