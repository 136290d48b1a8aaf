package org.elbosurgery.cli;

import java.util.List;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** The option of every command for a folder with further plugins. */
final class PluginPath {

  private static final String NAME = "plugin-path";

  private static final OptionDescriptor OPTION =
      new OptionDescriptor(NAME, "folder of jars with further plugins", "folder", "", "");

  private PluginPath() {}

  /** Returns the words on a command line that give a source; none if it is this program alone. */
  static List<String> words(PluginSource source) {
    return source.folder().map(folder -> List.of("--" + NAME, folder.toString())).orElse(List.of());
  }

  /** Returns the options of a command including this one. */
  static CommandOptions options(Command command) {
    return command.options().with(OPTION);
  }

  /**
   * Runs a command with the plugins of this program and of the given folder; a folder that cannot
   * be used is reported together with the other problems of the command.
   */
  static void run(Command command, Arguments arguments, Terminal terminal) {
    Problems problems = Problems.user(arguments.problems());
    Checked<PluginSource> plugins = problems.attempt(() -> source(arguments));
    Arguments others =
        new Arguments(
            arguments.without(NAME),
            arguments.repeated(),
            arguments.flags(),
            arguments.operands(),
            problems.all());
    command.run(others, plugins.orElseGet(PluginPath::own), terminal);
  }

  private static PluginSource source(Arguments arguments) {
    String folder = arguments.values().get(NAME);
    return folder == null ? own() : PluginSource.folder(UserPath.of(NAME, folder), loader());
  }

  private static PluginSource own() {
    return PluginSource.of(loader());
  }

  private static ClassLoader loader() {
    return PluginPath.class.getClassLoader();
  }
}
