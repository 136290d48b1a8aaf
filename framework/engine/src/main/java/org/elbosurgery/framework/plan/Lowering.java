package org.elbosurgery.framework.plan;

import static org.elbosurgery.framework.simd.Elementwise.ABOVE;
import static org.elbosurgery.framework.simd.Elementwise.ADD;
import static org.elbosurgery.framework.simd.Elementwise.ADD_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.AT_LEAST;
import static org.elbosurgery.framework.simd.Elementwise.AT_MOST;
import static org.elbosurgery.framework.simd.Elementwise.BELOW;
import static org.elbosurgery.framework.simd.Elementwise.DIVIDE;
import static org.elbosurgery.framework.simd.Elementwise.EQUAL;
import static org.elbosurgery.framework.simd.Elementwise.MAX;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY;
import static org.elbosurgery.framework.simd.Elementwise.MULTIPLY_CONSTANT;
import static org.elbosurgery.framework.simd.Elementwise.NEGATE;
import static org.elbosurgery.framework.simd.Elementwise.SQUARE;
import static org.elbosurgery.framework.simd.Elementwise.SUBTRACT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.elbosurgery.framework.simd.Elementwise;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * Writes the operations of a SameDiff graph as nodes of a plan, from the wanted variables backwards
 * so that nothing unneeded is computed. An operation that is not known here, or known only for
 * other shapes, becomes a foreign one.
 */
final class Lowering {

  private final SameDiff graph;
  private final GraphTrace trace;
  private final Expressions make = new Expressions();
  private final Map<String, Node> done = new HashMap<>();
  private final Set<String> foreign = new TreeSet<>();

  Lowering(SameDiff graph, GraphTrace trace) {
    this.graph = graph;
    this.trace = trace;
  }

  /** Returns the names of the kinds of operations that are left to ND4J. */
  Set<String> foreign() {
    return foreign;
  }

  /** Returns the node of a variable. */
  Node node(String variable) {
    Node node = done.get(variable);
    if (node == null) {
      node = lower(variable);
      done.put(variable, node);
    }
    return node;
  }

  private Node lower(String variable) {
    GraphTrace.Form form = trace.form(variable);
    if (graph.getVariable(variable).getVariableType() != VariableType.ARRAY) {
      return make.source(variable, form.shape(), form.type());
    }
    SameDiffOp op = graph.getOps().get(graph.getVariables().get(variable).getOutputOfOp());
    int output = op.getOutputsOfOp().indexOf(variable);
    return known(op, output, form).orElseGet(() -> foreign(op, output, form));
  }

  private Node foreign(SameDiffOp op, int output, GraphTrace.Form form) {
    foreign.add(op.getOp().opName());
    List<Node> inputs = op.getInputsToOp().stream().map(this::node).toList();
    return make.foreign(op.getName(), output, inputs, form.shape(), form.type());
  }

  /** Returns an output of an operation as a node; empty where it has to be left to ND4J. */
  private Optional<Node> known(SameDiffOp op, int output, GraphTrace.Form form) {
    if (form.type() != DataType.FLOAT) {
      return Optional.empty();
    }
    if (op.getOp().opName().equals("cast")) {
      return cast(op);
    }
    Call call = new Call(op, output, form.shape());
    return call.isFloat() ? known(call) : Optional.empty();
  }

  private Optional<Node> known(Call call) {
    return switch (call.name()) {
      case "identity", "stop_gradient", "reshape", "expand_dims", "squeeze" ->
          Optional.of(make.view(call.in(0), call.shape));
      case "stack", "unstack" ->
          call.inputs() == 1 && call.op.getOutputsOfOp().size() == 1
              ? Optional.of(make.view(call.in(0), call.shape))
              : Optional.empty();
      case "zeroslike", "zeros_as" -> Optional.of(make.fill(0, call.shape));
      case "matmul", "matmul_bp" -> product(call);
      case "permute", "transpose" -> transpose(call);
      case "concat", "concat_bp" -> join(call);
      case "reduce_sum", "reduce_mean", "reduce_max" -> reduction(call);
      case "reduce_sum_bp", "reduce_mean_bp", "reduce_max_bp" -> reductionGradient(call);
      case "add_bp", "subtract_bp", "multiply_bp", "divide_bp", "maximum_bp" ->
          binaryGradient(call);
      default -> elementwise(call);
    };
  }

  private Optional<Node> elementwise(Call call) {
    return switch (call.name()) {
      case "add" -> binary(ADD, call);
      case "subtract" -> binary(SUBTRACT, call);
      case "multiply" -> binary(MULTIPLY, call);
      case "divide" -> binary(DIVIDE, call);
      case "maximum" -> binary(MAX, call);
      case "minimum" -> binary(Elementwise.MIN, call);
      case "add_scalar" -> constant(ADD_CONSTANT, call, call.scalar());
      case "sub_scalar" -> constant(ADD_CONSTANT, call, -call.scalar());
      case "mul_scalar" -> constant(MULTIPLY_CONSTANT, call, call.scalar());
      case "relu" -> constant(AT_LEAST, call, call.scalar()).filter(relu -> call.scalar() == 0);
      case "neg" -> Optional.of(make.unary(NEGATE, call.in(0)));
      case "exp" -> Optional.of(make.unary(Elementwise.EXP, call.in(0)));
      case "log" -> Optional.of(make.unary(Elementwise.LOG, call.in(0)));
      case "square" -> Optional.of(make.unary(SQUARE, call.in(0)));
      case "sqrt" -> Optional.of(make.unary(Elementwise.SQUARE_ROOT, call.in(0)));
      case "abs" -> Optional.of(make.unary(Elementwise.ABSOLUTE, call.in(0)));
      case "tanh" -> Optional.of(make.unary(Elementwise.TANH, call.in(0)));
      case "softplus" -> Optional.of(make.unary(Elementwise.SOFTPLUS, call.in(0)));
      case "sigmoid" -> Optional.of(make.unary(Elementwise.SIGMOID, call.in(0)));
      case "_powderivative" ->
          constant(MULTIPLY_CONSTANT, call, 2).filter(any -> call.scalar() == 2);
      case "ClipByValue" -> clip(call);
      case "thresholdedrelu_bp" -> thresholdGradient(call);
      case "tanh_bp" -> tanhGradient(call);
      default -> Optional.empty();
    };
  }

  private Optional<Node> binary(Elementwise function, Call call) {
    return call.broadcasts()
        ? Optional.of(make.binary(function, call.in(0), call.in(1), call.shape))
        : Optional.empty();
  }

  private Optional<Node> constant(Elementwise function, Call call, double constant) {
    return call.inputs() == 1
        ? Optional.of(make.constant(function, call.in(0), constant))
        : Optional.empty();
  }

  private Optional<Node> clip(Call call) {
    double[] bounds = call.custom().tArgs();
    return call.inputs() == 1 && bounds.length == 2
        ? Optional.of(
            make.constant(AT_MOST, make.constant(AT_LEAST, call.in(0), bounds[0]), bounds[1]))
        : Optional.empty();
  }

  private Optional<Node> thresholdGradient(Call call) {
    double threshold = call.custom().tArgs()[0];
    Node above = make.constant(ABOVE, call.in(0), threshold);
    return Optional.of(make.binary(MULTIPLY, above, call.in(1), call.shape));
  }

  /** The derivative of the hyperbolic tangent is 1 - tanh^2. */
  private Optional<Node> tanhGradient(Call call) {
    Node squared = make.unary(SQUARE, make.unary(Elementwise.TANH, call.in(0)));
    Node slope = make.constant(ADD_CONSTANT, make.unary(NEGATE, squared), 1);
    return Optional.of(make.binary(MULTIPLY, slope, call.in(1), call.shape));
  }

  /** A comparison, whose values are no floats, is known where it is cast to a float at once. */
  private Optional<Node> cast(SameDiffOp op) {
    String input = op.getInputsToOp().get(0);
    GraphTrace.Form form = trace.form(input);
    if (form.type() == DataType.FLOAT) {
      return Optional.of(node(input));
    }
    String producer = graph.getVariables().get(input).getOutputOfOp();
    if (form.type() != DataType.BOOL || producer == null) {
      return Optional.empty();
    }
    Call call = new Call(graph.getOps().get(producer), 0, form.shape());
    if (!call.isFloat()) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "greaterthan_scalar" -> constant(ABOVE, call, call.scalar());
      case "lessthan_scalar" -> constant(BELOW, call, call.scalar());
      case "equals" -> binary(EQUAL, call);
      default -> Optional.empty();
    };
  }

  private Optional<Node> product(Call call) {
    long[] flags = call.custom().iArgs();
    double[] factors = call.custom().tArgs();
    boolean plain = factors.length == 0 || (factors[0] == 1 && factors[1] == 0);
    boolean matrices =
        IntStream.range(0, call.inputs()).allMatch(i -> call.in(i).shape().length == 2);
    if (!plain || !matrices || flags.length != 3 || flags[2] != 0) {
      return Optional.empty();
    }
    Node a = call.in(0);
    Node b = call.in(1);
    boolean ta = flags[0] == 1;
    boolean tb = flags[1] == 1;
    if (call.name().equals("matmul")) {
      return Optional.of(make.product(a, ta, b, tb));
    }
    // With C = op(A) op(B) and G the gradient by C: that by op(A) is G op(B)^T, by op(B) op(A)^T G.
    Node g = call.in(2);
    if (call.output == 0) {
      return Optional.of(ta ? make.product(b, tb, g, true) : make.product(g, false, b, !tb));
    }
    return Optional.of(tb ? make.product(g, true, a, ta) : make.product(a, !ta, g, false));
  }

  private Optional<Node> transpose(Call call) {
    if (call.in(0).shape().length != 2) {
      return Optional.empty();
    }
    long[] axes = call.custom().iArgs();
    boolean swapped = axes.length == 0 || Arrays.equals(axes, new long[] {1, 0});
    return swapped && call.inputs() == 1
        ? Optional.of(make.transpose(call.in(0)))
        : Optional.empty();
  }

  /** Matrices of two rows at least are joined by their columns, and taken apart again. */
  private Optional<Node> join(Call call) {
    long[] axis = call.custom().iArgs();
    long[] whole = call.name().equals("concat") ? call.shape : call.in(call.inputs() - 1).shape();
    if (axis.length != 1 || axis[0] != 1 || whole.length != 2 || whole[0] < 2 || whole[1] < 2) {
      return Optional.empty();
    }
    if (call.name().equals("concat")) {
      return Optional.of(make.join(call.in(), call.shape));
    }
    int from = 0;
    for (int i = 0; i < call.output; i++) {
      from += call.in(i).extent().width();
    }
    return Optional.of(make.columns(call.in(call.inputs() - 1), from, call.shape));
  }

  private Optional<Node> reduction(Call call) {
    Node x = call.in(0);
    Reduced reduced = Reduced.of(x.shape(), call.axes());
    if (call.inputs() != 1) {
      return Optional.empty();
    }
    if (call.name().equals("reduce_max")) {
      return greatest(x, reduced, call.shape);
    }
    double scale =
        call.name().equals("reduce_mean")
            ? (double) Extent.of(call.shape).size() / x.extent().size()
            : 1;
    return sum(x, reduced, call.shape).map(sum -> scaled(sum, scale));
  }

  private Optional<Node> greatest(Node x, Reduced reduced, long[] shape) {
    return switch (reduced) {
      case NOTHING -> Optional.of(make.view(x, shape));
      case ALL -> Optional.of(make.peak(x, shape));
      case LAST -> Optional.of(make.rowMax(x, shape));
      case ALL_BUT_LAST, OTHER -> Optional.empty();
    };
  }

  private Optional<Node> greatestGradient(Node x, Node g, Reduced reduced) {
    return switch (reduced) {
      case NOTHING -> Optional.of(make.view(g, x.shape()));
      case ALL -> Optional.of(make.peakGradient(x, g));
      case LAST -> Optional.of(make.rowMaxGradient(x, g));
      case ALL_BUT_LAST, OTHER -> Optional.empty();
    };
  }

  private Node scaled(Node x, double factor) {
    return factor == 1 ? x : make.constant(MULTIPLY_CONSTANT, x, factor);
  }

  private Optional<Node> sum(Node x, Reduced reduced, long[] shape) {
    return switch (reduced) {
      case NOTHING -> Optional.of(make.view(x, shape));
      case ALL -> Optional.of(make.total(x, shape));
      case LAST -> Optional.of(make.rowSum(x, shape));
      case ALL_BUT_LAST -> Optional.of(make.columnSum(x, shape));
      case OTHER -> Optional.empty();
    };
  }

  private Optional<Node> reductionGradient(Call call) {
    Node x = call.in(0);
    if (call.inputs() != 2) {
      return Optional.empty();
    }
    long[] kept = keptShape(x.shape(), call.axes());
    Node g = make.view(call.in(1), kept);
    Optional<Broadcast> broadcast = Broadcast.of(kept, x.shape());
    if (broadcast.isEmpty()) {
      return Optional.empty();
    }
    return switch (call.name()) {
      case "reduce_max_bp" -> greatestGradient(x, g, Reduced.of(x.shape(), call.axes()));
      case "reduce_mean_bp" ->
          Optional.of(
              make.broadcast(scaled(g, (double) g.extent().size() / x.extent().size()), x.shape()));
      default -> Optional.of(make.broadcast(g, x.shape()));
    };
  }

  private static long[] keptShape(long[] shape, int[] axes) {
    long[] kept = shape.clone();
    Arrays.stream(axes).forEach(axis -> kept[axis] = 1);
    return kept;
  }

  private Optional<Node> binaryGradient(Call call) {
    if (call.inputs() != 3) {
      return Optional.empty();
    }
    Node x = call.in(0);
    Node y = call.in(1);
    Node g = call.in(2);
    boolean ofFirst = call.output == 0;
    if (Broadcast.of(x.shape(), g.shape()).isEmpty()
        || Broadcast.of(y.shape(), g.shape()).isEmpty()) {
      return Optional.empty();
    }
    Node whole =
        switch (call.name()) {
          case "add_bp" -> g;
          case "subtract_bp" -> ofFirst ? g : make.unary(NEGATE, g);
          case "multiply_bp" -> make.binary(MULTIPLY, g, ofFirst ? y : x, g.shape());
          case "divide_bp" -> quotientGradient(x, y, g, ofFirst);
          default -> maximumGradient(x, y, g, ofFirst);
        };
    return sumTo(whole, call.shape);
  }

  /** The derivatives of x / y are 1 / y and -x / y^2. */
  private Node quotientGradient(Node x, Node y, Node g, boolean ofFirst) {
    Node byFirst = make.binary(DIVIDE, g, y, g.shape());
    Node ratio = make.binary(DIVIDE, x, y, g.shape());
    return ofFirst ? byFirst : make.unary(NEGATE, make.binary(MULTIPLY, byFirst, ratio, g.shape()));
  }

  /** Where both are the greatest, both get the gradient, as ND4J has it. */
  private Node maximumGradient(Node x, Node y, Node g, boolean ofFirst) {
    Node max = make.binary(MAX, x, y, g.shape());
    Node chosen = make.binary(EQUAL, max, ofFirst ? x : y, g.shape());
    return make.binary(MULTIPLY, chosen, g, g.shape());
  }

  /** Sums over what an operand was broadcast over. */
  private Optional<Node> sumTo(Node x, long[] shape) {
    return Broadcast.of(shape, x.shape())
        .map(
            broadcast ->
                switch (broadcast) {
                  case FULL -> make.view(x, shape);
                  case SCALAR -> make.total(x, shape);
                  case ROW -> make.columnSum(x, shape);
                  case COLUMN -> make.rowSum(x, shape);
                });
  }

  /** An operation of the graph that makes one of its outputs. */
  private final class Call {

    private final SameDiffOp op;
    private final int output;
    private final long[] shape;

    Call(SameDiffOp op, int output, long[] shape) {
      this.op = op;
      this.output = output;
      this.shape = shape;
    }

    String name() {
      String name = op.getOp().opName();
      return op.getInputsToOp().size() > 1 && name.equals("reshape") ? "reshape" : name;
    }

    /** Returns the number of operands; the shape that a reshape may be told is none. */
    int inputs() {
      return op.getInputsToOp().size();
    }

    Node in(int i) {
      return node(op.getInputsToOp().get(i));
    }

    List<Node> in() {
      List<Node> all = new ArrayList<>();
      op.getInputsToOp().forEach(name -> all.add(node(name)));
      return all;
    }

    boolean isFloat() {
      int operands = op.getOp().opName().equals("reshape") ? 1 : inputs();
      return op.getInputsToOp().stream()
          .limit(operands)
          .allMatch(name -> trace.form(name).type() == DataType.FLOAT);
    }

    boolean broadcasts() {
      return inputs() == 2
          && Broadcast.of(trace.form(op.getInputsToOp().get(0)).shape(), shape).isPresent()
          && Broadcast.of(trace.form(op.getInputsToOp().get(1)).shape(), shape).isPresent();
    }

    DynamicCustomOp custom() {
      return (DynamicCustomOp) op.getOp();
    }

    double scalar() {
      return ((ScalarOp) op.getOp()).scalar().getDouble(0);
    }

    /** Returns the axes that a reduction, or its gradient, is over: not negative, all if none. */
    int[] axes() {
      int rank = in(0).shape().length;
      long[] given =
          op.getOp() instanceof BaseReduceOp reduction
              ? longs(reduction.getDimensions())
              : custom().iArgs();
      boolean all = given.length == 0 || Arrays.stream(given).anyMatch(a -> a == Integer.MAX_VALUE);
      return all
          ? IntStream.range(0, rank).toArray()
          : Arrays.stream(given).mapToInt(a -> (int) (a < 0 ? a + rank : a)).toArray();
    }

    private long[] longs(int[] values) {
      return values == null ? new long[0] : Arrays.stream(values).asLongStream().toArray();
    }
  }

  /** Which axes a reduction goes over; axes of size 1 do not count. */
  private enum Reduced {
    NOTHING,
    ALL,
    LAST,
    ALL_BUT_LAST,
    OTHER;

    static Reduced of(long[] shape, int[] axes) {
      Broadcast left = Broadcast.of(keptShape(shape, axes), shape).orElse(null);
      if (left == null) {
        return OTHER;
      }
      return switch (left) {
        case FULL -> NOTHING;
        case SCALAR -> ALL;
        case COLUMN -> LAST;
        case ROW -> ALL_BUT_LAST;
      };
    }
  }
}
