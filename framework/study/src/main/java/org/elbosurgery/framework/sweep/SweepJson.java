package org.elbosurgery.framework.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.experiment.DataDigests;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.experiment.PluginBuilds;
import org.elbosurgery.framework.experiment.ResultJson;
import org.elbosurgery.framework.json.JsonObject;
import org.elbosurgery.framework.version.Versions;

/** Sweeps as JSON. */
public final class SweepJson {

  private SweepJson() {}

  /** Returns the content of {@code sweep.json}. */
  static Map<String, Object> of(Sweep sweep) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("options", sweep.spec().options());
    json.put("cells", sweep.cells().stream().map(SweepJson::of).toList());
    json.put("versions", Versions.current());
    return json;
  }

  private static Map<String, Object> of(Cell cell) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("label", cell.label());
    json.put("run", cell.folder());
    json.put("steps", cell.steps());
    cell.digests().writeTo(json);
    cell.plugins().writeTo(json);
    json.put("options", cell.spec().values());
    return json;
  }

  /** Reads {@code sweep.json}. */
  static Sweep read(Path file) {
    JsonObject json = JsonObject.read(file);
    JsonObject options = json.object("options");
    Map<String, List<String>> values = new LinkedHashMap<>();
    options.names().forEach(name -> values.put(name, options.textList(name)));
    List<Cell> cells = new ArrayList<>();
    for (JsonObject cell : json.objects("cells")) {
      cells.add(
          new Cell(
              cell.text("label"),
              cell.make(cell.texts("options"), ExperimentSpec::create),
              DataDigests.of(cell),
              PluginBuilds.of(cell),
              (long) cell.number("steps")));
    }
    return json.make(values, each -> new Sweep(new SweepSpec(each), cells));
  }

  /**
   * Returns the status of each cell, in order: {@code label}, {@code run} (its folder), {@code
   * state}, {@code detail} if there is more to say, and {@code result} if it is done.
   */
  public static List<Map<String, Object>> of(List<CellStatus> cells) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (CellStatus status : cells) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("label", status.cell().label());
      json.put("run", status.cell().folder());
      json.put("state", status.state().label());
      if (!status.detail().isEmpty()) {
        json.put("detail", status.detail());
      }
      status.result().ifPresent(result -> json.put("result", ResultJson.of(result)));
      all.add(json);
    }
    return all;
  }
}
