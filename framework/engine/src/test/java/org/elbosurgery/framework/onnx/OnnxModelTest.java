package org.elbosurgery.framework.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.graph.Columns;
import org.elbosurgery.framework.onnx.OnnxInterpreter.Numbers;
import org.elbosurgery.framework.onnx.OnnxModel.Output;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

@DisplayName("A graph as an ONNX model")
final class OnnxModelTest {

  private final SameDiff graph = SameDiff.create();
  private final SDVariable x = graph.placeHolder("x", DataType.DOUBLE, -1, 3);

  private OnnxInterpreter translated(SDVariable variable) {
    return OnnxInterpreter.of(
        OnnxModel.of(graph, "f", List.of(new Output("y", variable.name(), List.of()))));
  }

  private void assertSame(SDVariable variable) {
    double[] values = {0.5, -1, 2, 0.25, 3, -0.125};
    double[] expected =
        graph
            .output(Map.of("x", Nd4j.create(values, new long[] {2, 3}, 'c')), variable.name())
            .get(variable.name())
            .dup('c')
            .data()
            .asDouble();
    Numbers found = translated(variable).run(Map.of("x", new Numbers(values, 2, 3))).get("y");
    assertThat(found.values()).usingComparatorWithPrecision(1e-12).containsExactly(expected);
  }

  @Test
  @DisplayName("computes the same with products, reductions and arrangements")
  void operations() {
    SDVariable square = graph.constant("square", Nd4j.createFromArray(new double[3][3]).addi(0.5));
    assertSame(x.mmul(square));
    assertSame(graph.mmul(x, square, false, true, false));
    assertSame(graph.permute(x, 1, 0));
    assertSame(graph.concat(1, x, x.mul(2)));
    assertSame(graph.stack(1, x, x.add(1)));
    assertSame(graph.expandDims(x, 1));
    assertSame(graph.squeeze(graph.expandDims(x, 1), 1));
    assertSame(graph.slice(x, new int[] {0, 1}, -1, 2));
    assertSame(Columns.slice(x, 1, 2));
    assertSame(graph.stack(0, x).max(true, 2));
    assertSame(graph.stack(0, x).mean(1));
    assertSame(graph.stack(0, x).sum(0, 1, 2));
    assertSame(x.gt(0.3).castTo(DataType.DOUBLE).add(x.lt(-0.5).castTo(DataType.DOUBLE)));
    assertSame(graph.math().pow(x, 2).rsub(1).add(x.rdiv(3)).div(2).sub(1));
    assertSame(graph.math().max(x, graph.math().min(x.neg(), x.mul(x))));
  }

  @Test
  @DisplayName("has its placeholders as inputs, whose rows may be any number, and no other values")
  void inputs() {
    SDVariable unused = graph.placeHolder("unused", DataType.DOUBLE, -1, 2);
    SDVariable weights = graph.var("weights", Nd4j.ones(DataType.DOUBLE, 3, 2));
    GraphProto model = translated(x.mmul(weights)).model().getGraph();
    assertThat(unused.isPlaceHolder()).isTrue();
    assertThat(model.getInputList()).hasSize(1);
    assertThat(model.getInput(0).getName()).isEqualTo("x");
    assertThat(model.getInput(0).getType().getTensorType().getShape().getDim(0).getDimParam())
        .isEqualTo("n");
    assertThat(model.getInput(0).getType().getTensorType().getShape().getDim(1).getDimValue())
        .isEqualTo(3);
    assertThat(model.getInitializerList())
        .extracting(each -> each.getName())
        .containsExactly("weights");
  }

  @Test
  @DisplayName("is refused with the names of all operations that are not translated")
  void unknown() {
    SDVariable sorted = graph.math().cosh(graph.math().sinh(x).add(x));
    assertThatThrownBy(() -> translated(sorted))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith(
            "the f has operations that are not translated to ONNX: cosh, sinh;");
  }

  private void assertRefused(SDVariable variable, String names) {
    assertThatThrownBy(() -> translated(variable))
        .isInstanceOf(ElboException.class)
        .hasMessageStartingWith(
            "the f has operations that are not translated to ONNX: " + names + ";");
  }

  @Test
  @DisplayName(
      "is refused where types, shapes or axes are not translated, by the names of the operations")
  void untranslated() {
    assertRefused(graph.reshape(x, graph.shape(x.mul(2))), "reshape, shape_of");
    assertRefused(x.castTo(DataType.FLOAT16).castTo(DataType.DOUBLE), "cast");
    assertRefused(x.castTo(DataType.INT32).mul(2).castTo(DataType.DOUBLE), "mul_scalar");
    assertRefused(graph.mmul(graph.stack(0, x), graph.stack(0, x), true, false, false), "matmul");
    SDVariable bytes = graph.constant("bytes", Nd4j.ones(DataType.UINT8, 3));
    assertRefused(bytes.castTo(DataType.DOUBLE).add(x), "those of elements of type UBYTE");
  }
}
