package org.elbosurgery.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FilenameUtils;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.framework.export.ExportOptions;
import org.elbosurgery.framework.export.RunExport;
import org.elbosurgery.framework.file.Content;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Problems;

/**
 * The files of an export whose names the user gives.
 *
 * @param weights for the parameters
 * @param onnx from which the names of the networks are made
 * @param samples for samples of the prior
 */
record ExportedFiles(Optional<Path> weights, Optional<Path> onnx, Optional<Path> samples) {

  private static final String WEIGHTS = "weights";
  private static final String ONNX = "onnx";
  private static final String SAFETENSORS_SUFFIX = ".safetensors";
  private static final String ONNX_SUFFIX = ".onnx";

  /** Returns the options for their names. */
  static List<OptionDescriptor> options() {
    return List.of(
        new OptionDescriptor(
            WEIGHTS,
            "file for the weights alone; --samples puts NAME-samples.npz beside it",
            "file",
            "NAME" + SAFETENSORS_SUFFIX,
            ""),
        new OptionDescriptor(
            ONNX,
            "files for the networks alone: NAME-encoder.onnx, NAME-decoder.onnx and"
                + " NAME-likelihood.onnx",
            "file",
            "NAME" + ONNX_SUFFIX,
            ""));
  }

  /**
   * Returns the given names. If a number of samples is given, they are beside the others, {@code
   * NAME-samples.npz} with the name of the first.
   *
   * @throws ElboException USER if one has another ending or is there, with all such problems
   */
  static ExportedFiles of(Arguments arguments) {
    Problems problems = Problems.user();
    Optional<Path> weights = path(WEIGHTS, SAFETENSORS_SUFFIX, arguments, problems);
    Optional<Path> onnx = path(ONNX, ONNX_SUFFIX, arguments, problems);
    Optional<Path> samples =
        weights
            .or(() -> onnx)
            .filter(path -> arguments.values().containsKey(ExportOptions.SAMPLES))
            .map(path -> beside(path, "-" + RunExport.SAMPLES));
    Stream.of(weights.stream(), onnx.stream().flatMap(ExportedFiles::networks), samples.stream())
        .flatMap(paths -> paths)
        .filter(Files::exists)
        .forEach(path -> problems.add(path + " is there; name a new file"));
    problems.requireNone();
    return new ExportedFiles(weights, onnx, samples);
  }

  private static Optional<Path> path(
      String option, String suffix, Arguments arguments, Problems problems) {
    Optional<Path> path =
        Optional.ofNullable(arguments.values().get(option))
            .flatMap(text -> problems.attempt(() -> UserPath.of(option, text)).toOptional());
    path.filter(named -> !named.toString().endsWith(suffix))
        .ifPresent(named -> problems.add("%s is %s; give NAME%s".formatted(option, named, suffix)));
    return path;
  }

  private static Stream<Path> networks(Path onnx) {
    return RunExport.NETWORKS.stream().map(network -> beside(onnx, "-" + network + ONNX_SUFFIX));
  }

  /** Returns the name of a file with another ending. */
  private static Path beside(Path named, String ending) {
    return named.resolveSibling(
        FilenameUtils.removeExtension(named.getFileName().toString()) + ending);
  }

  /** Returns whether no file was named. */
  boolean isEmpty() {
    return weights.isEmpty() && onnx.isEmpty();
  }

  /**
   * Returns the contents of the files, all of them made.
   *
   * @throws ElboException USER if a network has operations that are not translated to ONNX
   */
  Map<Path, Content> contents(RunExport run, ExportOptions options) {
    Map<Path, Content> contents = new LinkedHashMap<>();
    weights.ifPresent(path -> contents.put(path, run.weights()));
    onnx.ifPresent(
        path ->
            run.networks()
                .forEach(
                    (network, model) ->
                        contents.put(beside(path, "-" + network + ONNX_SUFFIX), model)));
    samples
        .filter(path -> options.samples() > 0)
        .ifPresent(path -> contents.put(path, run.samples(options)));
    return contents;
  }
}
