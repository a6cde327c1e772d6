package dev.spikebench.parity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The rules of `docs/contract.md` that a test holds, by their ids (`@Rule("HTTP-07")`). On a class
/// it speaks for all of its tests. The build lists the ids that no test names.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Rule {
  /// The ids.
  String[] value();
}
