package org.elbosurgery.framework.option;

import org.elbosurgery.api.Decides;

/**
 * What a user needs to know about one option.
 *
 * @param name in kebab case, as a user types it
 * @param description one phrase that says what it sets
 * @param type what a value is, in words: "integer", "number", "text", ...
 * @param range which values are allowed, in words: "at least 1", "one of relu, tanh"; empty where
 *     every value of the type is
 * @param defaultValue the default as a user would type it; empty where there is none
 * @param decides what another value changes
 */
public record OptionDescriptor(
    String name,
    String description,
    String type,
    String range,
    String defaultValue,
    Decides decides) {

  /** Describes an option of a command alone: where it reads or writes, or how it shows a result. */
  public OptionDescriptor(
      String name, String description, String type, String range, String defaultValue) {
    this(name, description, type, range, defaultValue, Decides.PLACE);
  }

  /** Returns the same option as a command describes it that takes it for a purpose of its own. */
  public OptionDescriptor as(String description, String defaultValue) {
    return new OptionDescriptor(name, description, type, range, defaultValue, decides);
  }
}
