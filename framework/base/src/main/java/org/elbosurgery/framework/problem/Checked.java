package org.elbosurgery.framework.problem;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;

/**
 * The outcome of a step: a value, or the failure in its place, which its {@link Problems} have
 * recorded. For use within the method that took the step.
 *
 * @param <T> the type of the value
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
   * @throws ElboException of any category, if the step failed: the same failure, which {@link
   *     Problems} do not record again
   */
  public T value() {
    return value.orElseThrow(failure::orElseThrow);
  }

  /** Returns the value, or another if the step failed. */
  public T orElseGet(Supplier<? extends T> other) {
    return value.orElseGet(other);
  }

  /** Returns whether there is a value. */
  public boolean isPresent() {
    return value.isPresent();
  }

  /** Returns a stream of the value; an empty one if the step failed. */
  public Stream<T> stream() {
    return value.stream();
  }

  /** Returns the value; empty if the step failed. */
  public Optional<T> toOptional() {
    return value;
  }
}
