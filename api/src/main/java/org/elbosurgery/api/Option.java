package org.elbosurgery.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a record as an option. The option's name is the component's name in
 * kebab case; its default is the component's value in a record made by the no-argument constructor.
 * Types: {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} and enums
 * (written in lower case with dashes).
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

  /** One phrase that says what the option sets, with its unit where it has one. */
  String value();

  /**
   * What the option decides. An option of a plugin is part of the option that names the plugin, and
   * decides the same.
   *
   * @return {@link Decides#MODEL} unless given
   * @since 0.1.0
   */
  Decides decides() default Decides.MODEL;
}
