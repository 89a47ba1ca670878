package io.waggle.common.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The values a number may have in a configuration; a test holds it against the metatype. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Range {

  /** The smallest value. */
  long min() default 0;

  /** The largest value. */
  long max() default Long.MAX_VALUE;
}
