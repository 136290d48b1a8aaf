package org.elbosurgery.framework.gap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.json.JsonObject;

/** The members of {@code gap.json} that split the marginal KL by dimensions. */
final class DimensionJson {

  private DimensionJson() {}

  /** Adds the members to those of an analysis. */
  static void add(DimensionSplit split, Map<String, Object> json) {
    json.put("totalCorrelation", ResultJson.of(split.totalCorrelation()));
    json.put("dimensionWiseKl", split.dimensionWiseKl());
    json.put("activeUnits", split.activeUnits());
    json.put("dimensionsInUse", split.inUse());
    json.put("dimensions", split.dimensions().stream().map(DimensionJson::of).toList());
  }

  private static Map<String, Object> of(LatentDimension dimension) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", dimension.mean());
    json.put("variance", dimension.variance());
    json.put("marginalKl", dimension.marginalKl());
    json.put("averageKl", dimension.averageKl());
    json.put("activity", dimension.activity());
    json.put("active", dimension.active());
    json.put("capacity", dimension.capacity());
    json.put("inUse", dimension.inUse());
    return json;
  }

  /** Returns what the members say; sums and counts follow from the rest. */
  static DimensionSplit read(JsonObject json) {
    return new DimensionSplit(
        ResultJson.estimate(json.object("totalCorrelation"), ResultJson.STANDARD_ERROR, 1),
        json.objects("dimensions").stream().map(DimensionJson::dimension).toList());
  }

  private static LatentDimension dimension(JsonObject json) {
    return new LatentDimension(
        json.number("mean"),
        json.number("variance"),
        json.number("marginalKl"),
        json.number("averageKl"),
        json.number("activity"));
  }
}
