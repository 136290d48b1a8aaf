package org.elbosurgery.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.json.Json;
import org.elbosurgery.framework.problem.Problems;
import org.elbosurgery.framework.verification.VerifiedFolder;

/** {@code elbo verify}: checks whether folders are as the program wrote them. */
final class VerifyCommand implements Command {

  private static final Flag ACCEPT =
      new Flag("accept", "accept the present files of the named folders from now on");

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Check the folders of runs, comparisons and sweeps against what was written there, bit"
        + " for bit; names every file that is damaged, missing or foreign, and exits with"
        + " code 2.";
  }

  @Override
  public String operands() {
    return "DIR...";
  }

  @Override
  public CommandOptions options() {
    return new CommandOptions(List.of(), List.of(ACCEPT, ExperimentArguments.JSON));
  }

  @Override
  public void run(Arguments arguments, PluginSource source, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    if (arguments.operands().isEmpty()) {
      problems.add("name one or more folders: elbo verify DIR...");
    }
    List<VerifiedFolder> folders = new ArrayList<>();
    for (String operand : arguments.operands()) {
      problems.check(() -> folders.addAll(verified(UserPath.of("folder", operand), arguments)));
    }
    terminal.out().print(arguments.has(ExperimentArguments.JSON) ? json(folders) : text(folders));
    folders.forEach(folder -> problems.addAll(folder.problems()));
    problems.requireNone();
  }

  private static List<VerifiedFolder> verified(Path path, Arguments arguments) {
    return arguments.has(ACCEPT) ? List.of(VerifiedFolder.accept(path)) : VerifiedFolder.in(path);
  }

  private static String text(List<VerifiedFolder> folders) {
    StringBuilder text = new StringBuilder();
    for (VerifiedFolder folder : folders) {
      text.append(folder.path())
          .append(": ")
          .append(
              folder.problems().isEmpty()
                  ? folder.files() + " files, all as they were written"
                  : count(folder.problems().size()))
          .append(beside(folder.desktopFiles()))
          .append('\n');
    }
    return text.toString();
  }

  private static String beside(List<String> desktopFiles) {
    return desktopFiles.isEmpty()
        ? ""
        : "; beside them files of the desktop: " + String.join(", ", desktopFiles);
  }

  private static String count(int problems) {
    return problems == 1 ? "1 problem" : problems + " problems";
  }

  private static String json(List<VerifiedFolder> folders) {
    return Json.text(
            Map.of(
                "folders",
                folders.stream()
                    .map(
                        folder ->
                            new Verified(
                                folder.path().toString(),
                                folder.files(),
                                folder.problems(),
                                folder.desktopFiles()))
                    .toList()))
        + "\n";
  }

  /** A folder as JSON. */
  private record Verified(
      String folder, int files, List<String> problems, List<String> desktopFiles) {}
}
