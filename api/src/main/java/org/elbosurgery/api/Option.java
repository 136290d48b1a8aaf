package org.elbosurgery.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a record as an option. The component's name in kebab case is the
 * option's name, its value in a record made by the no-argument constructor the default. Types:
 * {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} and enums (written in
 * lower case with dashes).
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
   * What the option decides. An option of a plugin is a part of the option that names the plugin,
   * and decides what that one does.
   *
   * @return {@link Decides#MODEL} unless given
   * @since 0.1.0
   */
  Decides decides() default Decides.MODEL;
}
