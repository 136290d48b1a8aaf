package org.elbosurgery.framework.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.elbosurgery.framework.annealing.AnnealingResult;
import org.elbosurgery.framework.likelihood.LikelihoodSummary;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;

/**
 * The warnings of the likelihoods that runs have kept. Those that differ in their numbers alone are
 * one sentence with the range of each number.
 */
final class LikelihoodWarnings {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  /** Models of more settings than this are counted, not named. */
  private static final int NAMED = 3;

  private final Map<String, List<List<String>>> numbers = new LinkedHashMap<>();
  private final Map<String, Set<String>> labels = new LinkedHashMap<>();
  private final Map<String, Set<Path>> runs = new LinkedHashMap<>();

  private LikelihoodWarnings() {}

  static List<String> of(Settings settings) {
    LikelihoodWarnings warnings = new LikelihoodWarnings();
    for (Setting setting : settings.all()) {
      for (ReportedRun run : setting.runs()) {
        Stream.concat(
                run.likelihoods().stream().map(LikelihoodSummary::warnings),
                run.annealings().stream().map(AnnealingResult::warnings))
            .flatMap(List::stream)
            .filter(sentence -> !run.result().warnings().contains(sentence)) // said of the run
            .forEach(sentence -> warnings.add(setting, run, sentence));
      }
    }
    return warnings.numbers.keySet().stream().map(warnings::sentence).toList();
  }

  private void add(Setting setting, ReportedRun run, String sentence) {
    String words = NUMBER.matcher(sentence).replaceAll("#");
    List<String> values = NUMBER.matcher(sentence).results().map(MatchResult::group).toList();
    numbers.computeIfAbsent(words, any -> new ArrayList<>()).add(values);
    labels.computeIfAbsent(words, any -> new LinkedHashSet<>()).add(setting.label());
    runs.computeIfAbsent(words, any -> new LinkedHashSet<>()).add(run.path());
  }

  private String sentence(String words) {
    Set<String> named = labels.get(words);
    int models = runs.get(words).size();
    StringBuilder sentence =
        new StringBuilder("likelihood of ")
            .append(named.size() > NAMED ? models + " models" : String.join("; ", named))
            .append(": ");
    String[] parts = words.split("#", -1);
    for (int i = 0; i < parts.length; i++) {
      sentence.append(parts[i]);
      if (i < parts.length - 1) {
        sentence.append(range(words, i));
      }
    }
    return sentence.toString();
  }

  private String range(String words, int place) {
    List<String> values =
        numbers.get(words).stream()
            .map(each -> each.get(place))
            .sorted(Comparator.comparingDouble(Double::parseDouble))
            .toList();
    String low = values.get(0);
    String high = values.get(values.size() - 1);
    return low.equals(high) ? low : low + " to " + high;
  }
}
