package org.elbosurgery.framework.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.call.PluginCall;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameters with values that a plugin gave, checked against the parameters that it declared. */
public final class GivenParameters {

  private GivenParameters() {}

  /**
   * Returns parameters with other values.
   *
   * @param declared the plugin's own parameters, by their full names
   * @param plugin the plugin that gave the values
   * @param call the method that returned them
   * @param values of each parameter, row by row, by its name without the role
   * @throws ElboException PLUGIN if the values of a parameter are missing, not finite or of another
   *     number, or there are values of other parameters
   */
  public static Parameters of(
      Parameters declared, Object plugin, String call, Map<String, double[]> values) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    declared
        .arrays()
        .forEach(
            (name, live) -> {
              double[] value = values.get(name.substring(name.indexOf('/') + 1));
              requireLike(plugin, call, name, live, value);
              arrays.put(
                  name,
                  Nd4j.createFromArray(value).reshape('c', live.shape()).castTo(live.dataType()));
            });
    if (values.size() != arrays.size()) {
      throw PluginCall.fault(
          plugin,
          call,
          "gave values of %s, but the parameters are %s"
              .formatted(values.keySet(), arrays.keySet()),
          null);
    }
    return new Parameters(arrays, declared.constants(), declared.copy().states());
  }

  private static void requireLike(
      Object plugin, String call, String name, INDArray live, double[] value) {
    String problem =
        value == null
            ? "gave no value of " + name
            : value.length != live.length()
                ? "gave %d values of %s, which has %d".formatted(value.length, name, live.length())
                : "gave a value of " + name + " that is not finite";
    boolean finite = value != null && Arrays.stream(value).allMatch(Double::isFinite);
    if (!finite || value.length != live.length()) {
      throw PluginCall.fault(plugin, call, problem, null);
    }
  }
}
