package org.elbosurgery.framework.option;

import org.elbosurgery.api.Decides;

/**
 * The description of one option for users.
 *
 * @param name in kebab case, as a user types it
 * @param description one phrase that says what it sets
 * @param type the type of its values, in words: "integer", "number", "text", ...
 * @param range the allowed values, in words: "at least 1", "one of relu, tanh"; empty if every
 *     value of the type is allowed
 * @param defaultValue the default as a user would type it; empty if there is none
 * @param decides what the option decides
 */
public record OptionDescriptor(
    String name,
    String description,
    String type,
    String range,
    String defaultValue,
    Decides decides) {

  /**
   * Describes an option of a command, which only affects where it reads or writes or how it shows a
   * result.
   */
  public OptionDescriptor(
      String name, String description, String type, String range, String defaultValue) {
    this(name, description, type, range, defaultValue, Decides.PLACE);
  }

  /** Returns the same option with the description of a command that uses it for its own purpose. */
  public OptionDescriptor as(String description, String defaultValue) {
    return new OptionDescriptor(name, description, type, range, defaultValue, decides);
  }
}
