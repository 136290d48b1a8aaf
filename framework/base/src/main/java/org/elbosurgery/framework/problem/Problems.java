package org.elbosurgery.framework.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;

/**
 * Collects problems over several steps, each of which stops at its own, so that all are reported at
 * once. A step returns a value or throws an {@link ElboException}; a method with several steps
 * collects their problems in its own instance and is thereby a step itself.
 *
 * <pre>
 * Problems problems = Problems.user();
 * Checked&lt;Posteriors&gt; posteriors = problems.attempt(() -&gt; PosteriorsFile.read(path));
 * Checked&lt;Prior&gt; prior = problems.attempt(() -&gt; priors.create(spec));
 * problems.check(() -&gt; requireDimensions(prior.value(), posteriors.value()));
 * problems.requireNone();
 * return new Case(posteriors.value(), prior.value());
 * </pre>
 *
 * <p>The check needs two values. If the file cannot be read, the check fails for that reason, which
 * is already recorded and not recorded again.
 */
public final class Problems {

  private final Category category;
  private final Set<ElboException> told;
  private final Consumer<String> outer;
  private final List<String> all = new ArrayList<>();

  private Problems(Category category, Set<ElboException> told, Consumer<String> outer) {
    this.category = category;
    this.told = told;
    this.outer = outer;
  }

  /** Returns an empty collection of problems of category USER. */
  public static Problems user() {
    return of(Category.USER);
  }

  /** Returns a collection of problems of category USER with some known ones, one sentence each. */
  public static Problems user(Collection<String> known) {
    Problems problems = user();
    problems.addAll(known);
    return problems;
  }

  /** Returns an empty collection of problems of category PLUGIN. */
  public static Problems plugin() {
    return of(Category.PLUGIN);
  }

  private static Problems of(Category category) {
    return new Problems(category, new HashSet<>(), problem -> {});
  }

  /** Returns a part of these problems, each of which is preceded by a place. */
  public Problems in(String where) {
    return new Problems(category, told, problem -> add(where + ": " + problem));
  }

  /**
   * Takes a step that has a value.
   *
   * @return the value, or the failure in its place, which is recorded among the problems
   * @throws ElboException of another category, if the step throws it
   */
  public <T> Checked<T> attempt(Supplier<? extends T> step) {
    try {
      return Checked.of(step.get());
    } catch (ElboException e) {
      if (e.category() != category) {
        throw e;
      }
      if (told.add(e)) {
        addAll(e.problems());
      }
      return Checked.failed(e);
    }
  }

  /**
   * Takes a step without a value.
   *
   * @throws ElboException of another category, if the step throws it
   */
  public void check(Runnable step) {
    attempt(
        () -> {
          step.run();
          return true;
        });
  }

  /** Adds a problem, one sentence. */
  public void add(String problem) {
    all.add(problem);
    outer.accept(problem);
  }

  /** Adds problems, one sentence each. */
  public void addAll(Collection<String> problems) {
    problems.forEach(this::add);
  }

  /** Returns whether there are no problems; those outside a {@linkplain #in part} do not count. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Returns the problems, one sentence each, in the order in which they occurred. */
  public List<String> all() {
    return List.copyOf(all);
  }

  /**
   * Checks that there are no problems.
   *
   * @throws ElboException of this collection's category if there are any, with all of them
   */
  public void requireNone() {
    if (!all.isEmpty()) {
      throw ElboException.of(category, all);
    }
  }
}
