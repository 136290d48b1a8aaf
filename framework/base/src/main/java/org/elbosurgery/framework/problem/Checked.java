package org.elbosurgery.framework.problem;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/**
 * What a step has come to: a value, or the failure that kept it from one, which its {@link
 * Problems} have told. Belongs to the method that took the step.
 *
 * @param <T> the value
 */
public final class Checked<T> {

  private final Optional<T> value;
  private final Optional<ElboException> failure;

  private Checked(Optional<T> value, Optional<ElboException> failure) {
    this.value = value;
    this.failure = failure;
  }

  static <T> Checked<T> of(T value) {
    return new Checked<>(Optional.of(value), Optional.empty());
  }

  static <T> Checked<T> failed(ElboException failure) {
    return new Checked<>(Optional.empty(), Optional.of(failure));
  }

  /**
   * Returns the value.
   *
   * @throws ElboException the very failure that there is in its place; {@link Problems} that meet
   *     it again say nothing more
   */
  public T value() {
    return value.orElseThrow(failure::orElseThrow);
  }

  /** Returns the value, or another where the step failed. */
  public T orElseGet(Supplier<? extends T> other) {
    return value.orElseGet(other);
  }

  /** Returns whether there is a value. */
  public boolean isPresent() {
    return value.isPresent();
  }

  /** Returns the value alone; nothing where the step failed. */
  public Stream<T> stream() {
    return value.stream();
  }

  /** Returns the value; empty where the step failed. */
  public Optional<T> toOptional() {
    return value;
  }
}
