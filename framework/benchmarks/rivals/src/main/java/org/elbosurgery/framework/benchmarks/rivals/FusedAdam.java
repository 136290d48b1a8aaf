package org.elbosurgery.framework.benchmarks.rivals;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam as in {@code torch.optim.Adam(fused=True)}, with one vectorised pass over each parameter.
 * The C++ class {@code torch::optim::Adam} has no such form, so the operator is called directly.
 */
final class FusedAdam {

  private final OperatorHandle operator =
      Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adam_", "");
  private final List<Tensor> parameters;
  private final IValue parameterList;
  private final IValue firstMoments;
  private final IValue secondMoments;
  private final IValue none = new IValue();
  private final IValue empty = list(List.of());
  private final IValue steps;
  private final Tensor step = torch.zeros();
  private final Scalar one = new Scalar(1.0);

  FusedAdam(List<Tensor> parameters) {
    this.parameters = parameters;
    parameterList = list(parameters);
    firstMoments = list(parameters.stream().map(torch::zeros_like).toList());
    secondMoments = list(parameters.stream().map(torch::zeros_like).toList());
    steps = list(parameters.stream().map(p -> step).toList());
  }

  private static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
    return new IValue(list);
  }

  /** Changes every parameter in place and clears the gradients. */
  void step() {
    step.add_(one);
    IValue gradients = list(parameters.stream().map(Tensor::grad).toList());
    IValueVector stack =
        new IValueVector(
            parameterList,
            gradients,
            firstMoments,
            secondMoments,
            empty,
            steps,
            new IValue(1e-3),
            new IValue(0.9),
            new IValue(0.999),
            new IValue(0.0),
            new IValue(1e-8),
            new IValue(false),
            new IValue(false),
            none,
            none);
    operator.callBoxed(stack);
    parameters.forEach(parameter -> parameter.mutable_grad().reset());
  }
}
