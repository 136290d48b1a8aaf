package org.elbosurgery.cli;

import java.util.List;
import org.elbosurgery.framework.catalog.PluginSource;
import org.elbosurgery.framework.option.OptionDescriptor;
import org.elbosurgery.framework.problem.Checked;
import org.elbosurgery.framework.problem.Problems;

/** The option that every command has: where plugins of others are. */
final class PluginPath {

  private static final String NAME = "plugin-path";

  private static final OptionDescriptor OPTION =
      new OptionDescriptor(NAME, "folder whose jars have plugins too", "folder", "", "");

  private PluginPath() {}

  /**
   * Returns the words by which a user names a source again; none where it is this program alone.
   */
  static List<String> words(PluginSource source) {
    return source.folder().map(folder -> List.of("--" + NAME, folder.toString())).orElse(List.of());
  }

  /** Returns the options of a command with this one. */
  static CommandOptions options(Command command) {
    return command.options().with(OPTION);
  }

  /**
   * Runs a command with the plugins of this program and those of the folder that is given; a folder
   * that cannot be used is one problem among the command's others.
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
