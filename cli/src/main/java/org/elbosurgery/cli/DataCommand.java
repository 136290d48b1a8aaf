package org.elbosurgery.cli;

import com.google.inject.Guice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.Support;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.data.DataSet;
import org.elbosurgery.framework.data.Labels;
import org.elbosurgery.framework.data.Rows;
import org.elbosurgery.framework.experiment.ElboModule;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.ExperimentSpec;
import org.elbosurgery.framework.file.AtomicFile;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.file.HeapSpace;
import org.elbosurgery.framework.file.Quotation;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.npy.NpyArray;
import org.elbosurgery.framework.npy.NpyContent;
import org.elbosurgery.framework.npy.Npz;
import org.elbosurgery.framework.npy.WordArray;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** {@code elbo data}: says what a source of data holds, and exports what a run trains on. */
final class DataCommand implements Command {

  private static final String OUT = "out";
  private static final int CLASSES_SHOWN = 20;
  private static final Set<String> OF_DATA = Set.of("labels", "binarize", "limit", "seed");

  @Override
  public String name() {
    return "data";
  }

  @Override
  public String summary() {
    return "Say what data hold as a run reads them, and with --out write the rows that a run trains"
        + " on, before any are held out for validation, and its test rows, for NumPy.";
  }

  @Override
  public String operands() {
    return "DATA";
  }

  @Override
  public CommandOptions options() {
    List<OptionDescriptor> valued =
        new ArrayList<>(
            ExperimentSpec.descriptors().stream()
                .filter(option -> OF_DATA.contains(option.name()))
                .toList());
    valued.add(
        new OptionDescriptor(
            OUT,
            "file to write: .npz with train and test, float32, and their labels; or .npy with the"
                + " training rows",
            "file",
            "NAME.npz or NAME.npy",
            ""));
    return new CommandOptions(valued, List.of(ExperimentArguments.JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    if (arguments.operands().size() != 1) {
      problems.add(
          "name one source of data, as run --data does: elbo data mnist, or elbo data TRAIN,TEST");
    }
    Checked<Optional<Path>> out = problems.attempt(() -> out(arguments));
    Checked<DataSet> data = problems.attempt(() -> data(arguments, source));
    problems.requireNone();
    out.value().ifPresent(path -> AtomicFile.write(path, content(path, data.value())));
    Map<String, Object> summary = summary(data.value());
    out.value().ifPresent(path -> summary.put("out", path.toString()));
    if (arguments.has(ExperimentArguments.JSON)) {
      terminal.out().println(Json.text(summary));
    } else {
      List<TextTable.Row> rows =
          summary.entrySet().stream()
              .map(each -> new TextTable.Row(words(each.getKey()), text(each.getValue())))
              .toList();
      terminal.out().print(TextTable.of(rows, terminal.width()));
    }
  }

  private static Optional<Path> out(Arguments arguments) {
    Optional<Path> out =
        Optional.ofNullable(arguments.values().get(OUT)).map(text -> UserPath.of(OUT, text));
    if (out.filter(path -> !isArray(path) && !path.toString().endsWith(".npz")).isPresent()) {
      throw ElboException.user("out is " + out.get() + "; give NAME.npz or NAME.npy");
    }
    if (out.filter(Files::exists).isPresent()) {
      throw ElboException.user("out is " + out.get() + ", which is there; name a new file");
    }
    return out;
  }

  private static boolean isArray(Path path) {
    return path.toString().endsWith(".npy");
  }

  private static DataSet data(Arguments arguments, PluginSource source) {
    Map<String, String> given = new LinkedHashMap<>(arguments.without(OUT));
    arguments.operands().stream()
        .findFirst()
        .ifPresent(name -> given.put(ExperimentSpec.DATA.name(), name));
    return Guice.createInjector(new ElboModule(source))
        .getInstance(ExperimentResolver.class)
        .data(ExperimentSpec.create(given), Support.REAL_LINE);
  }

  private static Map<String, Object> summary(DataSet data) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("data", data.name());
    summary.put("trainRows", data.train().size());
    data.test().ifPresent(test -> summary.put("testRows", test.size()));
    summary.put("valuesPerRow", data.train().width());
    float[] range = range(data.train());
    summary.put("smallestValue", range[0]);
    summary.put("largestValue", range[1]);
    data.labels().ifPresent(labels -> addClasses(labels.train(), summary));
    summary.put("dataSha256", data.sha256());
    return summary;
  }

  /** Returns a value of the JSON object in words. */
  private static String text(Object value) {
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(Collectors.joining(", "))
        : value.toString();
  }

  /** Adds how many classes the training rows have, and of how many rows each of the first is. */
  private static void addClasses(WordArray labels, Map<String, Object> summary) {
    int[] sizes = labels.sizes();
    Map<String, Object> rows = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(sizes.length, CLASSES_SHOWN); i++) {
      rows.put(Quotation.of(labels.different().get(i)), sizes[i]);
    }
    summary.put("classes", sizes.length);
    summary.put(sizes.length > CLASSES_SHOWN ? "rowsOfFirstClasses" : "rowsOfClasses", rows);
  }

  /** Returns the name of a member of the JSON object in words. */
  private static String words(String member) {
    return String.join(" ", StringUtils.splitByCharacterTypeCamelCase(member))
        .toLowerCase(Locale.ROOT)
        .replace("sha 256", "SHA-256");
  }

  private static float[] range(Rows rows) {
    float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    float[] row = new float[rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, row, 0);
      for (float value : row) {
        range[0] = Math.min(range[0], value);
        range[1] = Math.max(range[1], value);
      }
    }
    return range;
  }

  private static Content content(Path path, DataSet data) {
    NpyArray train = array(path, data.train());
    if (isArray(path)) {
      return train;
    }
    Map<String, NpyContent> arrays = new LinkedHashMap<>();
    arrays.put("train", train);
    data.test().ifPresent(test -> arrays.put("test", array(path, test)));
    data.labels().ifPresent(labels -> arrays.put("labels", labels.train()));
    data.labels().flatMap(Labels::test).ifPresent(labels -> arrays.put("test_labels", labels));
    return Npz.content(arrays);
  }

  private static NpyArray array(Path path, Rows rows) {
    HeapSpace.require(path.toString(), (long) Float.BYTES * rows.size() * rows.width());
    float[] values = new float[rows.size() * rows.width()];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyTo(i, values, i * rows.width());
    }
    return NpyArray.of(values, rows.size(), rows.width());
  }
}
