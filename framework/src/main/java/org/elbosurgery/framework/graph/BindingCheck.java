package org.elbosurgery.framework.graph;

import org.elbosurgery.api.RandomStream;
import org.elbosurgery.framework.data.Rows;
import org.nd4j.autodiff.samediff.SameDiff;

/** Finds out whether a model's plugins fit it and each other, before anything is written. */
public final class BindingCheck {

  private BindingCheck() {}

  /**
   * Binds a model once, in a graph that is thrown away.
   *
   * @throws org.elbosurgery.api.ElboException USER if a plugin's options do not fit the model;
   *     PLUGIN if it fails
   */
  public static void require(ModelDefinition model, Rows rows, RandomStream random) {
    BoundModel.bind(
        new GraphContext(SameDiff.create(), model, ParameterSource.INITIAL, rows, random));
  }
}
