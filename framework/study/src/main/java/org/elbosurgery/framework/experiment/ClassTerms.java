package org.elbosurgery.framework.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.elbosurgery.api.Estimate;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.surgery.Surgery;

/**
 * What the data points of a class add to the terms of an ELBO: for each term the mean of what they
 * add, in nats. Weighted by size these means give those of all points. q(z) is that of all classes,
 * so that a class may add less than 0 to the marginal KL.
 *
 * @param labels the class, or those of the smallest classes together
 * @param size the number of points of which there are values
 * @param terms their means, each with the error that other points of these classes would make; none
 *     of a single point
 */
public record ClassTerms(List<String> labels, int size, Map<Term, Estimate> terms) {

  /** The largest number of classes that are told apart. */
  static final int MOST = 20;

  /**
   * Returns the terms of each class, in the order of the labels, and of all smaller classes
   * together if there are more than twenty, or some of a single point.
   *
   * @return empty if the surgery has no labels, or no values per data point
   */
  public static List<ClassTerms> of(Surgery surgery) {
    if (surgery.labels().isEmpty() || surgery.terms().points().isEmpty()) {
      return List.of();
    }
    WordArray labels = surgery.labels().get();
    int[] classes = classes(labels, surgery.terms().points().get());
    int[] sizes = new int[labels.different().size()];
    IntStream.of(classes).forEach(place -> sizes[place]++);
    List<Integer> largest =
        IntStream.range(0, sizes.length)
            .boxed()
            .filter(place -> sizes[place] > 1)
            .sorted(Comparator.comparingInt((Integer place) -> -sizes[place]))
            .limit(MOST)
            .sorted()
            .toList();
    List<List<Integer>> groups = new ArrayList<>(largest.stream().map(List::of).toList());
    List<Integer> others =
        IntStream.range(0, sizes.length)
            .boxed()
            .filter(place -> sizes[place] > 0 && !largest.contains(place))
            .toList();
    if (!others.isEmpty()) {
      groups.add(others);
    }
    return groups.stream().map(group -> of(surgery, labels, classes, group)).toList();
  }

  /** Returns the place of the label of each point that has values. */
  private static int[] classes(WordArray labels, PointValues points) {
    int[] rows = points.indices().orElseGet(() -> IntStream.range(0, labels.size()).toArray());
    return IntStream.of(rows).map(labels::place).toArray();
  }

  private static ClassTerms of(
      Surgery surgery, WordArray labels, int[] classes, List<Integer> group) {
    boolean[] isIn = new boolean[labels.different().size()];
    group.forEach(place -> isIn[place] = true);
    int[] points = IntStream.range(0, classes.length).filter(i -> isIn[classes[i]]).toArray();
    Map<Term, Estimate> terms = new EnumMap<>(Term.class);
    if (points.length > 1) {
      for (Term term : Term.values()) {
        term.values(surgery)
            .map(values -> IntStream.of(points).mapToDouble(i -> values[i]).toArray())
            .ifPresent(values -> terms.put(term, mean(values, term, surgery)));
      }
    }
    return new ClassTerms(
        group.stream().map(labels.different()::get).toList(), points.length, terms);
  }

  private static Estimate mean(double[] values, Term term, Surgery surgery) {
    double error = Math.sqrt(StatUtils.variance(values) / values.length);
    double ofPrior = term.containsPrior() ? surgery.logNormalizerError() : 0;
    return new Estimate(StatUtils.mean(values), Math.hypot(error, ofPrior), values.length);
  }

  /** Returns the name of the class in tables. */
  public String name() {
    if (labels.size() > 1) {
      return labels.size() + " other classes";
    }
    return labels.get(0).isEmpty() ? "(no label)" : Quotation.of(labels.get(0));
  }
}
