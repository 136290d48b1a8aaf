package org.elbosurgery.framework.report.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.commons.lang3.math.NumberUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.experiment.Term;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.option.OptionDescriptor;

/**
 * By what runs are sorted: a term of the ELBO or an option, the smallest first.
 *
 * @param key returns what is compared of a run and a split; empty for a run without it, which comes
 *     last
 */
public record RunOrder(BiFunction<ListedRun, Split, Optional<Key>> key) {

  /** The name of the order of paths, in which runs are found. */
  public static final String BY_PATH = "path";

  /** What is compared: numbers by size, before other texts, which are compared by letters. */
  record Key(double number, String text) implements Comparable<Key> {

    private static final Comparator<Key> ORDER =
        Comparator.comparingDouble(Key::number).thenComparing(Key::text);

    static Key of(String text) {
      return NumberUtils.isParsable(text) ? new Key(Double.parseDouble(text), "") : textual(text);
    }

    private static Key textual(String text) {
      return new Key(Double.POSITIVE_INFINITY, text);
    }

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Returns the order that a user names.
   *
   * @param name of a term, such as {@code marginal-kl}, or an option; or {@link #BY_PATH}
   * @throws ElboException USER if there is no such term or option
   */
  public static RunOrder named(String name) {
    if (name.equals(BY_PATH)) {
      return new RunOrder((run, split) -> Optional.empty());
    }
    Optional<Term> term = Arrays.stream(Term.values()).filter(t -> name(t).equals(name)).findAny();
    if (term.isPresent()) {
      return new RunOrder(
          (run, split) ->
              run.term(term.get(), split).map(estimate -> new Key(estimate.mean(), "")));
    }
    if (!names().contains(name)) {
      throw ElboException.user(
          "runs cannot be sorted by '%s'; %s"
              .formatted(Quotation.of(name), NearestName.advice(name, names())));
    }
    return new RunOrder((run, split) -> Optional.of(Key.of(run.value(name))));
  }

  /** Returns all names: that of the paths, the terms, and the options. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of(BY_PATH));
    Arrays.stream(Term.values()).map(RunOrder::name).forEach(names::add);
    ExperimentSpec.descriptors().stream().map(OptionDescriptor::name).forEach(names::add);
    return names;
  }

  private static String name(Term term) {
    return term.label().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /**
   * Returns the runs in this order; runs that compare equal keep theirs.
   *
   * @param split the rows whose terms are compared
   */
  List<ListedRun> sorted(List<ListedRun> runs, Split split) {
    return runs.stream()
        .sorted(
            Comparator.comparing(
                run -> key.apply(run, split).orElse(null), Comparator.nullsLast(Key::compareTo)))
        .toList();
  }
}
