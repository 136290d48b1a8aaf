package org.elbosurgery.framework.option;

/**
 * What a user needs to know about one option.
 *
 * @param name in kebab case, as a user types it
 * @param description one phrase that says what it sets
 * @param type what a value is, in words: "integer", "number", "text", ...
 * @param range which values are allowed, in words: "at least 1", "one of relu, tanh"; empty where
 *     every value of the type is
 * @param defaultValue the default as a user would type it; empty where there is none
 */
public record OptionDescriptor(
    String name, String description, String type, String range, String defaultValue) {}
