package org.elbosurgery.framework.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.elbosurgery.api.RandomStream;
import org.elbosurgery.api.graph.Reduction;
import org.elbosurgery.framework.contract.Formula.Columns;
import org.elbosurgery.framework.graph.PluginGraph;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the formulas of priors, encoders and decoders. */
final class FormulaChecks {

  /** Numbers of rows and dimensions to check. */
  private static final int[][] COUNTS = {{1, 1}, {2, 1}, {1, 2}, {5, 2}, {2, 5}};

  /**
   * Sizes at which derivatives are checked: one row in one dimension, where ND4J fails most often,
   * and several rows in several dimensions.
   */
  private static final List<Integer> DIFFERENTIATED = List.of(1, 3);

  /**
   * The tolerance for rounding in double precision, enough for a sum over hundreds of components.
   */
  private static final double ROUNDING = 1e-9;

  /** The tolerance of a derivative, relative to its size. */
  private static final double DERIVATIVE = 1e-6;

  /**
   * A step with which the error of a central difference is about 1e-10 for a function whose values
   * and third derivatives are not large.
   */
  private static final double STEP = 1e-5;

  private FormulaChecks() {}

  /** Checks the shape of every formula for several numbers of rows and dimensions. */
  static <B> void shapes(Specimen<B> specimen) {
    for (Formula<B> formula : specimen.formulas()) {
      for (int[] count : COUNTS) {
        int n = count[0];
        Sizes sizes = Sizes.single(count[1]);
        List<INDArray> arguments = specimen.arguments(formula, n, sizes);
        INDArray value = specimen.value(specimen.moved(sizes), formula, arguments);
        String what = formula.call() + " of " + n + " rows in " + sizes.latent() + " dimensions";
        String advice =
            formula.result() == Columns.NUMBER ? ": one number a row (Reduction.sumOfRows)" : "";
        Numbers.requireShape(what, value, advice, formula.result().shape(n, sizes));
      }
    }
  }

  /** Checks that a formula evaluated twice gives the same bits. */
  static <B> void sameValueTwice(Specimen<B> specimen) {
    Sizes sizes = Sizes.single(2);
    for (Formula<B> formula : specimen.formulas()) {
      PluginGraph graph = specimen.moved(sizes);
      List<SDVariable> inputs = Specimen.inputs(graph, specimen.arguments(formula, 3, sizes));
      SDVariable result = specimen.call(graph, formula, inputs);
      double[] once = Numbers.values(specimen.value(graph, result, formula.call()));
      double[] again = Numbers.values(specimen.value(graph, result, formula.call()));
      int place = Arrays.mismatch(once, again);
      Breach.unless(
          place < 0,
          "%s is %s, and %s when it is evaluated again with the same arguments: the formula draws"
              + " random numbers or keeps state; draw from scope.random(), in bind",
          formula.call(),
          once[Math.max(0, place)],
          again[Math.max(0, place)]);
    }
  }

  /** Checks that a row gives the same result alone and in a batch. */
  static <B> void oneRowAlone(Specimen<B> specimen) {
    Sizes sizes = Sizes.precise(2);
    for (Formula<B> formula : specimen.formulas()) {
      List<INDArray> batch = specimen.arguments(formula, 5, sizes);
      PluginGraph graph = specimen.moved(sizes);
      double[] together = Numbers.values(specimen.value(graph, formula, batch));
      int width = together.length / 5;
      for (int row : new int[] {0, 3}) {
        List<INDArray> one = new ArrayList<>();
        batch.forEach(argument -> one.add(Numbers.row(argument, row)));
        double[] alone =
            Numbers.values(
                specimen.value(specimen.rebuilt(sizes, graph.parameters()), formula, one));
        for (int j = 0; j < width; j++) {
          Breach.unless(
              Numbers.agree(alone[j], together[row * width + j], ROUNDING),
              "%s of row %d is %s alone and %s in a batch of 5: rows must not mix",
              formula.call(),
              row,
              alone[j],
              together[row * width + j]);
        }
      }
    }
  }

  /** Checks that a second binding and a second call do not affect each other. */
  static <B> void bindingsDoNotClash(Specimen<B> specimen) {
    for (Formula<B> formula : specimen.formulas()) {
      Sizes sizes = Sizes.precise(2);
      List<INDArray> arguments = specimen.arguments(formula, 2, sizes);
      PluginGraph graph = specimen.moved(sizes);
      INDArray single =
          specimen.value(specimen.rebuilt(sizes, graph.parameters()), formula, arguments);
      SDVariable first;
      SDVariable second;
      SDVariable other;
      try {
        B again = specimen.again().apply(graph, "again");
        List<SDVariable> inputs = Specimen.inputs(graph, arguments);
        first = specimen.call(graph, formula, inputs);
        second = specimen.call(graph, formula, inputs);
        other = specimen.call(again, formula, inputs);
      } catch (RuntimeException e) {
        throw new Breach(
            "a second binding in one graph, or a second call of "
                + formula.call()
                + ", clashes with the first: "
                + Fault.message(specimen.plugin().getClass(), e)
                + "; declare names by the scope alone, and name no operation");
      }
      requireEqual(
          formula.call() + " beside a second binding",
          single,
          specimen.value(graph, first, formula.call()));
      requireEqual(
          "the second call of " + formula.call(),
          single,
          specimen.value(graph, second, formula.call()));
      Numbers.requireFinite(
          formula.call() + " of the second binding", specimen.value(graph, other, formula.call()));
      requireSameNames(specimen, graph);
    }
  }

  private static void requireEqual(String what, INDArray expected, INDArray actual) {
    double[] a = Numbers.values(expected);
    double[] b = Numbers.values(actual);
    for (int i = 0; i < a.length; i++) {
      Breach.unless(
          Numbers.agree(a[i], b[i], ROUNDING),
          "%s gives %s where a graph with it alone gives %s",
          what,
          b[i],
          a[i]);
    }
  }

  private static void requireSameNames(Specimen<?> specimen, PluginGraph graph) {
    Set<String> first = suffixes(Specimen.parameters(graph, specimen.role()).keySet());
    Set<String> second = suffixes(Specimen.parameters(graph, "again").keySet());
    Breach.unless(
        first.equals(second),
        "the first binding declares the parameters %s, the second %s",
        first,
        second);
  }

  private static Set<String> suffixes(Set<String> names) {
    return names.stream()
        .map(name -> name.substring(name.indexOf('/') + 1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Checks the derivatives of each formula with respect to its first argument against central
   * differences.
   */
  static <B> void gradientsByArgument(Specimen<B> specimen) {
    for (Formula<B> formula : specimen.formulas()) {
      for (int n : DIFFERENTIATED) {
        Sizes sizes = Sizes.precise(n);
        PluginGraph graph = specimen.moved(sizes);
        List<SDVariable> inputs = Specimen.inputs(graph, specimen.arguments(formula, n, sizes));
        SDVariable first = inputs.get(0);
        requireDerivatives(specimen, graph, formula, inputs, Map.of(first.name(), first.getArr()));
      }
    }
  }

  /**
   * Checks the derivatives of the first formula with respect to every parameter against central
   * differences.
   */
  static <B> void gradientsByParameter(Specimen<B> specimen) {
    Formula<B> formula = specimen.formulas().get(0);
    for (int n : DIFFERENTIATED) {
      Sizes sizes = Sizes.precise(n);
      PluginGraph graph = specimen.moved(sizes);
      Map<String, INDArray> parameters = Specimen.parameters(graph, specimen.role());
      if (parameters.isEmpty()) {
        throw new NotApplicable("it has no parameters");
      }
      List<SDVariable> inputs = Specimen.inputs(graph, specimen.arguments(formula, n, sizes));
      requireDerivatives(specimen, graph, formula, inputs, parameters);
    }
  }

  /**
   * Compares derivatives of a weighted sum of the results along random directions. A gradient with
   * any wrong component is wrong along almost every direction: with the gradient (1, 2) in place of
   * (1, 3), the derivative along (0.6, -0.8) is -1 in place of -1.8.
   */
  private static <B> void requireDerivatives(
      Specimen<B> specimen,
      PluginGraph graph,
      Formula<B> formula,
      List<SDVariable> inputs,
      Map<String, INDArray> by) {
    SDVariable result = specimen.call(graph, formula, inputs).reshape(-1);
    int size = (int) specimen.value(graph, result, formula.call()).length();
    RandomStream random = RandomStream.of(3);
    SDVariable weights = graph.input("weights", Numbers.gaussians(random, size));
    SDVariable scalar = Reduction.mean(result.mul(weights));
    Map<String, INDArray> directions = new LinkedHashMap<>();
    by.forEach(
        (name, array) ->
            directions.put(name, Numbers.gaussians(random.named(name), array.shape())));
    Map<String, INDArray> gradients = graph.gradients(scalar, List.copyOf(by.keySet()));
    directions.forEach(
        (name, direction) -> {
          INDArray gradient = gradients.get(name).castTo(direction.dataType());
          requireDerivative(
              formula.call(),
              name.startsWith("argument") ? "its argument" : name,
              gradient.mul(direction).sumNumber().doubleValue(),
              step -> moved(graph, scalar, by.get(name), direction.mul(step)));
        });
  }

  /**
   * Compares a derivative with differences of the function along its direction: with one step, and
   * if that does not agree, with the {@linkplain NumericDerivative best} of several, as far as they
   * determine it.
   */
  private static void requireDerivative(
      String call, String by, double derivative, DoubleUnaryOperator function) {
    double difference = NumericDerivative.centralDifference(function, STEP);
    if (Numbers.agree(derivative, difference, DERIVATIVE)) {
      return;
    }
    NumericDerivative numeric = NumericDerivative.of(function);
    Breach.unless(
        Math.abs(derivative - numeric.value())
            <= DERIVATIVE * (1 + Math.abs(numeric.value())) + numeric.error(),
        "the derivative of %s by %s is %s, by central differences %s +- %.1e (along a random"
            + " direction): an operation in it cannot be differentiated as it is used",
        call,
        by,
        derivative,
        numeric.value(),
        numeric.error());
  }

  /** Evaluates a scalar with an array moved, which is then put back. */
  private static double moved(PluginGraph graph, SDVariable scalar, INDArray array, INDArray move) {
    INDArray kept = array.dup();
    array.addi(move);
    double value = graph.values().of(scalar).getDouble(0);
    array.assign(kept);
    return value;
  }

  /**
   * Returns extreme rows: all values of the given size, with equal, alternating and random signs;
   * all values zero; and one value of the size.
   */
  static INDArray far(double size, int width) {
    RandomStream random = RandomStream.of(4);
    double[] values = new double[5 * width];
    for (int j = 0; j < width; j++) {
      values[j] = size;
      values[width + j] = j % 2 == 0 ? size : -size;
      values[2 * width + j] = random.nextInt(2) == 0 ? size : -size;
      values[4 * width + j] = j == 0 ? -size : 0;
    }
    return Numbers.array(values, 5, width);
  }

  /**
   * Checks that a formula is finite in single precision.
   *
   * @throws Breach if it is not
   */
  static <B> void requireFinite(
      Specimen<B> specimen,
      Formula<B> formula,
      Sizes sizes,
      List<INDArray> arguments,
      String what) {
    INDArray value = specimen.value(specimen.moved(sizes), formula, arguments);
    Numbers.requireFinite(
        formula.call() + " in single precision, d = " + sizes.latent() + ", " + what, value);
  }
}
