package org.elbosurgery.framework.graph;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.elbosurgery.api.graph.Reduction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What tests of the defects of ND4J share: graphs of one expression. */
final class Nd4jTrap {

  private Nd4jTrap() {}

  /** Returns what is said where a pin fails: which work-around can go. */
  static String mended(String workAround) {
    return "ND4J is mended; the work-around in " + workAround + " can go: ";
  }

  /** Returns the value of an expression of the placeholder {@code x}. */
  static INDArray evaluate(INDArray x, UnaryOperator<SDVariable> expression) {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("x", x.dataType(), -1, x.size(1));
    return expression.apply(input).eval(Map.of("x", x)).dup();
  }

  /** Returns the gradient of an expression's sum by the variable {@code x}. */
  static INDArray gradient(INDArray x, UnaryOperator<SDVariable> expression) {
    SameDiff graph = SameDiff.create();
    SDVariable output = expression.apply(graph.var("x", x.dup()));
    Reduction.mean(output.reshape(-1)).mul((double) output.eval().length()).rename("loss");
    graph.setLossVariables("loss");
    return muted(() -> graph.calculateGradients(Map.of(), "x").get("x"));
  }

  /** Does work of which ND4J would print every operation. */
  static <T> T muted(Supplier<T> work) {
    PrintStream out = System.out;
    System.setOut(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
    try {
      return work.get();
    } finally {
      System.setOut(out);
    }
  }
}
