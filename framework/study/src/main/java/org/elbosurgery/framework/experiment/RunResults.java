package org.elbosurgery.framework.experiment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.elbosurgery.api.DiagonalGaussianMixture;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.PointValues;
import org.elbosurgery.framework.exchange.PointTerms;
import org.elbosurgery.framework.exchange.PointsFile;
import org.elbosurgery.framework.file.CheckedFolder;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.RegularFile;
import org.elbosurgery.framework.file.Sha256;
import org.elbosurgery.framework.json.Json;

/**
 * The results of a finished run without its codes and weights, small enough to keep by the hundred:
 * a folder of them is read as the run's own, by all that needs no more.
 */
public final class RunResults {

  private static final List<String> WHOLE = List.of(RunFolder.METRICS, RunFolder.TERMS);

  private RunResults() {}

  /**
   * Returns the files of the results: what the run was, as it is {@linkplain
   * ExperimentSpec#published published}, its metrics and terms while training, the values per data
   * point of some rows, evenly spaced, the prior if it is the standard Gaussian, and the result,
   * which lists what was left out.
   *
   * @throws ElboException USER if a file of the run is damaged
   */
  public static Map<String, Content> of(FinishedRun run) {
    Map<String, Content> files = new LinkedHashMap<>();
    CheckedFolder folder = run.folder().files();
    files.put(RunFolder.SPEC, publishedSpec(run));
    files.putAll(folder.contents(WHOLE));
    Map<String, Content> belonging = belonging(run);
    Map<String, String> digests = new LinkedHashMap<>();
    belonging.forEach((name, content) -> digests.put(name, Sha256.of(content)));
    Map<String, String> leftOut = new TreeMap<>(run.leftOut());
    run.folder()
        .belongings()
        .forEach(
            (name, sha256) -> {
              if (!sha256.equals(digests.get(name))) {
                leftOut.putIfAbsent(name, sha256);
              }
            });
    files.putAll(belonging);
    Result result = run.resultWithPoints().published();
    files.put(RunFolder.RESULT, ResultJson.content(new ResultJson.Kept(result, digests, leftOut)));
    return files;
  }

  /** Returns {@code spec.json} with other places of the data, and all else as it was written. */
  private static Content publishedSpec(FinishedRun run) {
    Map<String, Object> json = Json.read(path(run, RunFolder.SPEC));
    json.put(Begun.OPTIONS, run.folder().spec().published().values());
    return Json.content(json);
  }

  private static Map<String, Content> belonging(FinishedRun run) {
    Map<String, Content> files = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      String name = RunFolder.fileOf("points", split);
      run.points(split)
          .ifPresent(
              points ->
                  files.put(
                      name,
                      points.size() > EvenRows.MOST
                          ? PointsFile.content(some(points))
                          : RegularFile.content(path(run, name))));
    }
    run.prior()
        .filter(DiagonalGaussianMixture::isStandard)
        .ifPresent(
            prior -> files.put(RunFolder.PRIOR, RegularFile.content(path(run, RunFolder.PRIOR))));
    return files;
  }

  private static Path path(FinishedRun run, String name) {
    return run.folder().files().require(name);
  }

  /** Returns the values of some of the rows, evenly spaced among those that have any. */
  private static PointTerms some(PointTerms points) {
    int[] places = EvenRows.of(points.size());
    int[] rows = points.values().indices().map(all -> at(places, all)).orElse(places);
    PointValues values = points.values();
    return new PointTerms(
        at(places, points.reconstruction()),
        new PointValues(
            rows,
            at(places, values.averageKl()),
            at(places, values.mutualInformation()),
            at(places, values.marginalKl())));
  }

  private static int[] at(int[] places, int[] values) {
    return Arrays.stream(places).map(place -> values[place]).toArray();
  }

  private static double[] at(int[] places, double[] values) {
    return Arrays.stream(places).mapToDouble(place -> values[place]).toArray();
  }
}
