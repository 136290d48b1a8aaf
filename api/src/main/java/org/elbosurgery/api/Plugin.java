package org.elbosurgery.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names and describes a plugin. Required on every implementation of the four contracts.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Plugin {

  /** The name users type: lower-case letters, digits and dashes, starting with a letter. */
  String name();

  /** One sentence that describes the plugin. */
  String summary();

  /** The paper in which the method was published, or empty. */
  String reference() default "";
}
