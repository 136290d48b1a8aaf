package org.elbosurgery.framework.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import onnx.Onnx;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.version.Versions;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A function of a graph as an ONNX model (Open Neural Network Exchange). Its inputs are the
 * placeholders that the function depends on, under their names; all inputs and outputs have any
 * number of rows.
 */
public final class OnnxModel implements Content {

  /** The version of the operators, which every runtime since 2021 knows. */
  static final int OPERATORS = 13;

  /** The version of the format that came with these operators. */
  private static final int FORMAT = 7;

  private final Onnx.ModelProto model;

  private OnnxModel(Onnx.ModelProto model) {
    this.model = model;
  }

  /**
   * An output.
   *
   * @param name its name in the model
   * @param variable the variable of the graph
   * @param row the shape of one row of it, without the axis of rows
   */
  public record Output(String name, String variable, List<Long> row) {}

  /**
   * Translates a function with the present values of its parameters.
   *
   * @param graph without control flow
   * @param name of the function, for people
   * @param outputs of the function
   * @throws ElboException USER if it has operations that are not translated, naming all of them
   */
  public static OnnxModel of(SameDiff graph, String name, List<Output> outputs) {
    OnnxGraph onnx = new OnnxGraph(graph);
    outputs.forEach(onnx::addOutput);
    Set<String> unknown = onnx.unknown();
    if (!unknown.isEmpty()) {
      throw ElboException.user(
          "the %s has operations that are not translated to ONNX: %s; a plugin's network is with those of docs/plan-operations.md"
              .formatted(name, String.join(", ", unknown)));
    }
    return new OnnxModel(
        Onnx.ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("ELBO Surgery")
            .setProducerVersion(Versions.current().elbo())
            .setDocString(name)
            .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
            .setGraph(onnx.graph(name))
            .build());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    model.writeTo(out);
  }
}
