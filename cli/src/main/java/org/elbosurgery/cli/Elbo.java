package org.elbosurgery.cli;

import com.google.inject.ProvisionException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.elbosurgery.api.ElboException;
import org.elbosurgery.api.ElboException.Category;
import org.elbosurgery.framework.call.CallWatch;
import org.elbosurgery.framework.call.LinkFailure;
import org.elbosurgery.framework.call.MemoryFailure;
import org.elbosurgery.framework.catalog.Catalogs;
import org.elbosurgery.framework.file.SystemText;
import org.elbosurgery.framework.option.NearestName;
import org.elbosurgery.framework.process.InterruptOnExit;
import org.elbosurgery.framework.version.Versions;

/** The {@code elbo} command: finds the subcommand, runs it, and turns failures into exit codes. */
public final class Elbo {

  private static final int SUCCESS = 0;
  private static final String HELP = "help";

  /** The exit code that shells report for a program ended by SIGPIPE. */
  private static final int UNREAD = 128 + 13;

  private final List<Command> commands;

  /** Makes the program from its subcommands, in the order of the help. */
  Elbo(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  /** Returns all subcommands, in the order of the help. */
  public static List<Command> commands() {
    return List.of(
        new RunCommand(),
        new CompareCommand(),
        new SweepCommand(),
        new DecomposeCommand(),
        new EstimatorsCommand(),
        new GapCommand(),
        new LikelihoodCommand(),
        new AisCommand(),
        new RunsCommand(),
        new DataCommand(),
        new ExportCommand(),
        new ReportCommand(),
        new VerifyCommand(),
        new PluginsCommand(Catalogs::load),
        new CheckCommand(),
        new BenchCommand(),
        new DoctorCommand());
  }

  /** Returns the options of a command, including those of all commands. */
  public static CommandOptions options(Command command) {
    return PluginPath.options(command);
  }

  /** Returns the program with all subcommands. */
  static Elbo standard() {
    return new Elbo(commands());
  }

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers are formatted the same way everywhere
    System.setProperty("java.awt.headless", "true"); // pictures are drawn without a display
    Terminal terminal = Terminal.system();
    Consumer<String> teller = problem -> terminal.err().println("elbo: " + problem);
    InterruptOnExit interrupt = InterruptOnExit.ofThisThread(teller);
    CallWatch.start(call -> teller.accept(call + "; Ctrl-C ends the program"));
    int exitCode = Category.INTERNAL.exitCode();
    try {
      exitCode = standard().run(List.of(args), terminal);
    } finally {
      interrupt.done();
    }
    System.exit(exitCode);
  }

  /**
   * Runs the program.
   *
   * @param args the command line
   * @param terminal where to print
   * @return the exit code: 0, the exit code of the failure's category, or 141 if the reader of the
   *     output has gone
   */
  int run(List<String> args, Terminal terminal) {
    try {
      return dispatch(args, terminal);
    } catch (StandardOutput.Unread e) {
      return UNREAD;
    } catch (ElboException e) {
      return failed(e, terminal);
    } catch (ProvisionException e) { // Guice's wrapper of an exception from a catalog
      return e.getCause() instanceof ElboException cause
          ? failed(cause, terminal)
          : defect(e, terminal);
    } catch (CancellationException e) {
      terminal.err().println("elbo: interrupted");
      return Category.USER.exitCode();
    } catch (OutOfMemoryError e) {
      terminal.err().println("elbo: " + MemoryFailure.reason(e));
      return Category.USER.exitCode();
    } catch (LinkageError e) {
      terminal
          .err()
          .println("elbo: a plugin or library does not fit this program: " + LinkFailure.reason(e));
      return Category.PLUGIN.exitCode();
    } catch (RuntimeException | Error e) {
      return defect(e, terminal);
    }
  }

  private static int failed(ElboException e, Terminal terminal) {
    e.problems().stream()
        .flatMap(String::lines)
        .forEach(problem -> terminal.err().println("elbo: " + problem));
    if (e.category() == Category.INTERNAL
        && e.getCause() != null) { // not a failure reported by a cell
      e.printStackTrace(terminal.err());
    }
    return e.category().exitCode();
  }

  private static int defect(Throwable e, Terminal terminal) {
    terminal.err().println("elbo: this is a defect of elbo itself: " + e);
    e.printStackTrace(terminal.err());
    return Category.INTERNAL.exitCode();
  }

  private int dispatch(List<String> args, Terminal terminal) {
    SystemText.require(args);
    if (args.isEmpty()) {
      terminal.err().print(HelpText.of(commands, terminal.width()));
      return Category.USER.exitCode();
    }
    String name = args.get(0);
    List<String> rest = args.subList(1, args.size());
    if (isHelp(name)) {
      terminal.out().print(HelpText.of(commands, terminal.width()));
    } else if (name.equals(HELP)) {
      terminal.out().print(help(rest, terminal.width()));
    } else if (name.equals("--version")) {
      terminal.out().println("elbo " + Versions.current());
    } else {
      run(command(name), rest, terminal);
    }
    return SUCCESS;
  }

  private String help(List<String> args, int width) {
    if (args.size() > 1) {
      throw ElboException.user(
          "unexpected argument " + args.get(1) + "; elbo help takes one command");
    }
    return args.isEmpty() || args.get(0).equals(HELP)
        ? HelpText.of(commands, width)
        : HelpText.of(command(args.get(0)), width);
  }

  private static void run(Command command, List<String> args, Terminal terminal) {
    int end = args.contains("--") ? args.indexOf("--") : args.size();
    if (args.subList(0, end).stream().anyMatch(Elbo::isHelp)) {
      terminal.out().print(HelpText.of(command, terminal.width()));
    } else {
      PluginPath.run(command, options(command).parse(args), terminal);
    }
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h");
  }

  private Command command(String name) {
    Optional<Command> command =
        commands.stream().filter(known -> known.name().equals(name)).findFirst();
    return command.orElseThrow(
        () -> {
          List<String> known =
              Stream.concat(commands.stream().map(Command::name), Stream.of(HELP)).toList();
          String what = name.startsWith("-") ? "no command before option " : "unknown command ";
          return ElboException.user(what + name + "; " + NearestName.advice(name, known));
        });
  }
}
