package org.elbosurgery.framework.onnx;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onnx.Onnx;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import org.elbosurgery.framework.onnx.OnnxModel.Output;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** The nodes that some variables of a graph need, each after those that it depends on. */
final class OnnxGraph {

  private static final String ROWS = "n";

  private final SameDiff graph;
  private final GraphProto.Builder nodes = GraphProto.newBuilder();
  private final Set<String> done = new HashSet<>();
  private final Map<String, SDVariable> inputs = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();

  OnnxGraph(SameDiff graph) {
    this.graph = graph;
  }

  /** Adds a variable, and what it depends on. */
  void addOutput(Output output) {
    add("Identity", output.name(), input(output.variable()));
    Onnx.TensorShapeProto.Builder shape = rows();
    output.row().forEach(length -> shape.addDimBuilder().setDimValue(length));
    nodes.addOutput(info(output.name(), type(graph.getVariable(output.variable())), shape));
  }

  /** Returns the element type of a variable, or notes that it is not translated. */
  private Onnx.TensorProto.DataType type(SDVariable variable) {
    return OnnxTensor.type(variable.dataType())
        .orElseGet(
            () -> {
              refuse("those of elements of type " + variable.dataType());
              return Onnx.TensorProto.DataType.UNDEFINED;
            });
  }

  private static Onnx.TensorShapeProto.Builder rows() {
    Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(ROWS);
    return shape;
  }

  private static Onnx.ValueInfoProto info(
      String name, Onnx.TensorProto.DataType type, Onnx.TensorShapeProto.Builder shape) {
    Onnx.TypeProto.Tensor tensor =
        Onnx.TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape).build();
    return Onnx.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(Onnx.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Returns the name of a variable in the model, after adding what it depends on. */
  String input(String variable) {
    SDVariable needed = graph.getVariable(variable);
    boolean isNew = done.add(variable);
    return switch (needed.getVariableType()) {
      case PLACEHOLDER -> {
        type(needed); // so that it is noted before the model is made
        inputs.put(variable, needed);
        yield variable;
      }
      case ARRAY -> {
        String name = computed(variable);
        if (isNew) {
          new OnnxOperation(this, graph, graph.getOps().get(producer(variable)), name).translate();
        }
        yield name;
      }
      default -> isNew ? constant(variable, needed) : variable;
    };
  }

  private String producer(String variable) {
    return graph.getVariables().get(variable).getOutputOfOp();
  }

  /** Returns the name of a computed variable, which differs from those of outputs. */
  private static String computed(String variable) {
    return "step/" + variable;
  }

  /** Notes an operation that is not translated. */
  void refuse(String operation) {
    unknown.add(operation);
  }

  /** Returns the names of the operations that are not translated. */
  Set<String> unknown() {
    return unknown;
  }

  /**
   * Adds a node.
   *
   * @param operator of ONNX
   * @param output the name of its only output
   * @param inputs the names of its inputs
   * @return the node, which may be given attributes
   */
  NodeProto.Builder add(String operator, String output, String... inputs) {
    return nodes
        .addNodeBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private String constant(String name, SDVariable variable) {
    Onnx.TensorProto.DataType type = type(variable);
    return type == Onnx.TensorProto.DataType.UNDEFINED
        ? name
        : constant(OnnxTensor.of(name, type, variable.getArr()));
  }

  /** Adds a constant and returns its name. */
  String constant(Onnx.TensorProto tensor) {
    nodes.addInitializer(tensor);
    return tensor.getName();
  }

  /** Returns the whole graph. */
  GraphProto graph(String name) {
    inputs.forEach(
        (input, variable) -> {
          Onnx.TensorShapeProto.Builder shape = rows();
          long[] lengths = variable.placeholderShape();
          for (int axis = 1; axis < lengths.length; axis++) {
            shape.addDimBuilder().setDimValue(lengths[axis]);
          }
          nodes.addInput(info(input, type(variable), shape));
        });
    return nodes.setName(name).build();
  }
}
