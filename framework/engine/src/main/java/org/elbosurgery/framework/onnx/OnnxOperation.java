package org.elbosurgery.framework.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.NodeProto;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/** The translation of one operation of a graph with one output. */
final class OnnxOperation {

  /** Operations whose counterpart takes the same operands and nothing else. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("add", "Add"),
          Map.entry("subtract", "Sub"),
          Map.entry("multiply", "Mul"),
          Map.entry("divide", "Div"),
          Map.entry("maximum", "Max"),
          Map.entry("minimum", "Min"),
          Map.entry("neg", "Neg"),
          Map.entry("exp", "Exp"),
          Map.entry("log", "Log"),
          Map.entry("sqrt", "Sqrt"),
          Map.entry("abs", "Abs"),
          Map.entry("sign", "Sign"),
          Map.entry("tanh", "Tanh"),
          Map.entry("sigmoid", "Sigmoid"),
          Map.entry("softplus", "Softplus"),
          Map.entry("Reciprocal", "Reciprocal"),
          Map.entry("erf", "Erf"),
          Map.entry("identity", "Identity"),
          Map.entry("stop_gradient", "Identity"));

  /** Operations of an array and a number. */
  private static final Map<String, String> WITH_NUMBER =
      Map.of(
          "add_scalar", "Add",
          "sub_scalar", "Sub",
          "mul_scalar", "Mul",
          "div_scalar", "Div",
          "pow", "Pow",
          "greaterthan_scalar", "Greater",
          "lessthan_scalar", "Less");

  private final OnnxGraph onnx;
  private final SameDiff graph;
  private final SameDiffOp op;
  private final String output;

  /**
   * Takes an operation.
   *
   * @param onnx receives the translation
   * @param output the name of the operation's only output there
   */
  OnnxOperation(OnnxGraph onnx, SameDiff graph, SameDiffOp op, String output) {
    this.onnx = onnx;
    this.graph = graph;
    this.op = op;
    this.output = output;
  }

  /** Adds the operation after what it depends on, or notes that it is not translated. */
  void translate() {
    String name = op.getOp().opName();
    if (op.getOutputsOfOp().size() > 1 || translated(name).isEmpty()) {
      onnx.refuse(name);
      all(); // so that all that are not translated are named
    }
  }

  /** Returns the node of the output; empty if the operation is not translated. */
  private Optional<NodeProto.Builder> translated(String name) {
    if (SAME.containsKey(name)) {
      return Optional.of(add(SAME.get(name), all()));
    }
    if (WITH_NUMBER.containsKey(name) && operands() == 1) {
      return Optional.of(add(WITH_NUMBER.get(name), operand(), number("number", scalar())));
    }
    return switch (name) {
      case "square" -> Optional.of(add("Mul", operand(), operand()));
      case "rsub_scalar" -> Optional.of(add("Sub", number("number", scalar()), operand()));
      case "rdiv_scalar" -> Optional.of(add("Div", number("number", scalar()), operand()));
      case "relu" -> scalar() == 0 ? Optional.of(add("Relu", operand())) : Optional.empty();
      case "elu" -> isUnitElu() ? Optional.of(add("Elu", operand())) : Optional.empty();
      case "ClipByValue" -> clip();
      case "cast" -> cast();
      case "matmul" -> product();
      case "permute", "transpose" -> transpose();
      case "reshape" -> shape().map(shape -> add("Reshape", operand(), numbers("shape", shape)));
      case "expand_dims" -> Optional.of(add("Unsqueeze", operand(), numbers("axes", integers())));
      case "squeeze" -> Optional.of(add("Squeeze", operand(), numbers("axes", integers())));
      case "slice" -> slice();
      case "stack" -> Optional.of(stack());
      case "concat" -> concat();
      case "reduce_sum", "reduce_mean", "reduce_max" -> reduction(name);
      case "conv2d" -> convolution("Conv");
      case "deconv2d" -> convolution("ConvTranspose");
      default -> Optional.empty();
    };
  }

  private NodeProto.Builder add(String operator, String... inputs) {
    return onnx.add(operator, output, inputs);
  }

  private int operands() {
    return op.getInputsToOp().size();
  }

  private String operand() {
    return operand(0);
  }

  private String operand(int i) {
    return onnx.input(op.getInputsToOp().get(i));
  }

  private String[] all() {
    return op.getInputsToOp().stream().map(onnx::input).toArray(String[]::new);
  }

  private Optional<NodeProto.Builder> cast() {
    return OnnxTensor.type(graph.getVariable(op.getOutputsOfOp().get(0)).dataType())
        .map(type -> add("Cast", operand()).addAttribute(integer("to", type.getNumber())));
  }

  private double scalar() {
    return ((ScalarOp) op.getOp()).scalar().getDouble(0);
  }

  private long[] integers() {
    return ((CustomOp) op.getOp()).iArgs();
  }

  private double[] decimals() {
    return ((CustomOp) op.getOp()).tArgs();
  }

  /**
   * Adds a number of the type of the first operand, or notes that the operation is not translated,
   * which is so of whole numbers.
   */
  private String number(String name, double value) {
    DataType type = variable(0).dataType();
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      onnx.refuse(op.getOp().opName());
    }
    return onnx.constant(OnnxTensor.scalar(output + "/" + name, type, value));
  }

  private SDVariable variable(int i) {
    return graph.getVariable(op.getInputsToOp().get(i));
  }

  private String numbers(String name, long... values) {
    return onnx.constant(OnnxTensor.of(output + "/" + name, values));
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeType.INT).setI(value).build();
  }

  private static AttributeProto integers(String name, long... values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.INTS)
        .addAllInts(Arrays.stream(values).boxed().toList())
        .build();
  }

  private boolean isUnitElu() {
    return decimals().length == 0 || decimals()[0] == 1;
  }

  private Optional<NodeProto.Builder> clip() {
    double[] bounds = decimals();
    return bounds.length == 2
        ? Optional.of(add("Clip", operand(), number("low", bounds[0]), number("high", bounds[1])))
        : Optional.empty();
  }

  private Optional<NodeProto.Builder> product() {
    long[] transposed = integers();
    double[] factors = decimals();
    boolean isPlain =
        (factors.length == 0 || (factors[0] == 1 && factors[1] == 0))
            && transposed.length == 3
            && transposed[2] == 0
            && (transposed[0] == 0 || isMatrix(0))
            && (transposed[1] == 0 || isMatrix(1));
    return isPlain
        ? Optional.of(
            add(
                "MatMul",
                factor(0, transposed[0] == 1, "left"),
                factor(1, transposed[1] == 1, "right")))
        : Optional.empty();
  }

  /** Returns whether an operand is known to have two axes, which of computed ones is not. */
  private boolean isMatrix(int i) {
    long[] shape = variable(i).getShape();
    return shape != null && shape.length == 2;
  }

  private String factor(int i, boolean transposed, String name) {
    return transposed ? turned(operand(i), name, 1, 0) : operand(i);
  }

  /** Adds a variable with its axes in another order, and returns its name. */
  private String turned(String variable, String name, long... order) {
    String turned = output + "/" + name;
    onnx.add("Transpose", turned, variable).addAttribute(integers("perm", order));
    return turned;
  }

  private Optional<NodeProto.Builder> transpose() {
    if (operands() != 1) {
      return Optional.empty();
    }
    NodeProto.Builder node = add("Transpose", operand());
    return Optional.of(
        integers().length == 0 ? node : node.addAttribute(integers("perm", integers())));
  }

  /** Returns the shape of a reshaping, in which -1 is what remains; empty if it is computed. */
  private Optional<long[]> shape() {
    if (operands() == 1) {
      return Optional.of(Arrays.stream(integers()).filter(length -> length >= -1).toArray());
    }
    return variable(1).isConstant()
        ? Optional.of(variable(1).getArr().data().asLong())
        : Optional.empty();
  }

  /**
   * Adds a slice, told by the first places along all axes and then the lengths, -1 for the rest.
   */
  private Optional<NodeProto.Builder> slice() {
    long[] told = integers();
    int rank = told.length / 2;
    if (rank == 0 || operands() != 1) {
      return Optional.empty();
    }
    long[] starts = Arrays.copyOf(told, rank);
    long[] ends = new long[rank];
    Arrays.setAll(ends, i -> told[rank + i] == -1 ? Long.MAX_VALUE : told[i] + told[rank + i]);
    return Optional.of(add("Slice", operand(), numbers("starts", starts), numbers("ends", ends)));
  }

  private NodeProto.Builder stack() {
    long axis = integers()[0];
    String[] parts = new String[operands()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = output + "/" + i;
      onnx.add("Unsqueeze", parts[i], operand(i), numbers("axis-" + i, axis));
    }
    return add("Concat", parts).addAttribute(integer("axis", axis));
  }

  private Optional<NodeProto.Builder> concat() {
    return integers().length == 1
        ? Optional.of(add("Concat", all()).addAttribute(integer("axis", integers()[0])))
        : Optional.empty();
  }

  private Optional<NodeProto.Builder> reduction(String name) {
    if (operands() != 1 || !(op.getOp() instanceof BaseReduceOp reduction)) {
      return Optional.empty();
    }
    long[] axes = axes(reduction);
    NodeProto.Builder node =
        switch (name) {
          case "reduce_sum" ->
              axes.length == 0
                  ? add("ReduceSum", operand())
                  : add("ReduceSum", operand(), numbers("axes", axes));
          case "reduce_max" -> withAxes(add("ReduceMax", operand()), axes);
          default -> withAxes(add("ReduceMean", operand()), axes);
        };
    return Optional.of(node.addAttribute(integer("keepdims", reduction.isKeepDims() ? 1 : 0)));
  }

  /** Returns the axes of a reduction; none for all. */
  private static long[] axes(BaseReduceOp reduction) {
    int[] told = reduction.getDimensions();
    return told == null || Arrays.stream(told).anyMatch(axis -> axis == Integer.MAX_VALUE)
        ? new long[0]
        : Arrays.stream(told).asLongStream().toArray();
  }

  /** Adds axes as an attribute, which those of sums are no longer. */
  private static NodeProto.Builder withAxes(NodeProto.Builder node, long[] axes) {
    return axes.length == 0 ? node : node.addAttribute(integers("axes", axes));
  }

  /**
   * Adds a convolution of images with channels last, and of weights [rows, columns, in, out], or of
   * a transposed one [rows, columns, out, in]; ONNX has channels after the axis of rows, and
   * weights [out, in, rows, columns], or of a transposed one [in, out, rows, columns].
   */
  private Optional<NodeProto.Builder> convolution(String operator) {
    long[] told = integers();
    boolean isPlain =
        operands() == 2
            && told.length >= 10
            && told[6] == 1
            && told[7] == 1
            && told[8] == 0
            && told[9] == 1
            && (told.length == 10 || told[10] == 0);
    if (!isPlain) {
      return Optional.empty();
    }
    String images = turned(operand(0), "images", 0, 3, 1, 2);
    String weights = turned(operand(1), "weights", 3, 2, 0, 1);
    String convolved = output + "/convolved";
    onnx.add(operator, convolved, images, weights)
        .addAttribute(integers("kernel_shape", told[0], told[1]))
        .addAttribute(integers("strides", told[2], told[3]))
        .addAttribute(integers("pads", told[4], told[5], told[4], told[5]));
    return Optional.of(add("Transpose", convolved).addAttribute(integers("perm", 0, 2, 3, 1)));
  }
}
