package org.elbosurgery.cli;

/**
 * An option without a value.
 *
 * @param name in kebab case, without dashes
 * @param description one phrase that says what it does
 */
public record Flag(String name, String description) {}
