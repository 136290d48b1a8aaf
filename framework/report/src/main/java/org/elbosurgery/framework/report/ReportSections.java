package org.elbosurgery.framework.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.elbosurgery.framework.experiment.ExperimentResolver;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.plot.Figure;
import org.elbosurgery.framework.report.figure.BoundFigure;
import org.elbosurgery.framework.report.figure.DecompositionFigure;
import org.elbosurgery.framework.report.figure.EstimatorFigure;
import org.elbosurgery.framework.report.figure.GapFigure;
import org.elbosurgery.framework.report.figure.LikelihoodFigure;
import org.elbosurgery.framework.report.figure.MomentFigure;
import org.elbosurgery.framework.report.figure.RateDistortionFigure;
import org.elbosurgery.framework.report.figure.TermsFigure;
import org.elbosurgery.framework.report.figure.TrainingFigure;
import org.elbosurgery.framework.report.page.Block;
import org.elbosurgery.framework.report.page.Section;
import org.elbosurgery.framework.report.runs.Comparisons;
import org.elbosurgery.framework.report.runs.ReportedRun;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.report.table.AnnealingTable;
import org.elbosurgery.framework.report.table.ClassTable;
import org.elbosurgery.framework.report.table.CodesDifferenceTable;
import org.elbosurgery.framework.report.table.CodesTable;
import org.elbosurgery.framework.report.table.CostTable;
import org.elbosurgery.framework.report.table.DifferenceTables;
import org.elbosurgery.framework.report.table.EstimatorTable;
import org.elbosurgery.framework.report.table.FrozenTable;
import org.elbosurgery.framework.report.table.LikelihoodDifferenceTable;
import org.elbosurgery.framework.report.table.LikelihoodTable;
import org.elbosurgery.framework.report.table.MomentTable;
import org.elbosurgery.framework.report.table.ProvenanceTable;
import org.elbosurgery.framework.report.table.SeedTable;
import org.elbosurgery.framework.report.table.TermTable;
import org.elbosurgery.framework.table.Table;

/** The sections of the page of a report, in order, without empty ones. */
final class ReportSections {

  private final Report report;
  private final Settings settings;
  private final ExperimentResolver resolver;
  private final List<String> command;
  private final ReportSteps steps;

  ReportSections(
      Report report, ExperimentResolver resolver, List<String> command, ReportSteps steps) {
    this.report = report;
    this.settings = report.settings();
    this.resolver = resolver;
    this.command = command;
    this.steps = steps;
  }

  List<Section> all() {
    ModelPictures.Made made = new ModelPictures(resolver).of(settings, steps);
    return Stream.of(
            gap(),
            warnings(),
            decomposition(),
            bound(),
            rateDistortion(),
            frozen(),
            differences(),
            likelihood(),
            estimators(),
            posteriors(made),
            models(made),
            training(),
            provenance())
        .filter(section -> !section.blocks().isEmpty())
        .toList();
  }

  private Section warnings() {
    return new Section("warnings", "Warnings", warned(report.warnings()));
  }

  private static List<Block> warned(List<String> sentences) {
    return sentences.stream()
        .<Block>map(sentence -> new Block.Words("Warning: " + sentence + "."))
        .toList();
  }

  private Section decomposition() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, DecompositionFigure.of(settings, Split.TRAIN, report.reference()));
    blocks.add(new Block.Tabled(new TermTable(settings, report.reference()).table()));
    addFolded(blocks, DecompositionFigure.of(settings, Split.TEST, Optional.empty()), Split.TEST);
    Table classes = ClassTable.of(settings);
    if (!classes.rows().isEmpty()) {
      blocks.add(new Block.Folded("The terms by class", List.of(new Block.Tabled(classes))));
    }
    return new Section("decomposition", "The decomposition", blocks);
  }

  private Section bound() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, BoundFigure.of(settings, Split.TRAIN, report.reference()));
    addFolded(blocks, BoundFigure.of(settings, Split.TEST, Optional.empty()), Split.TEST);
    return new Section("bound", "The bound and its ceiling", blocks);
  }

  private Section rateDistortion() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, RateDistortionFigure.of(settings));
    return new Section("rate-distortion", "Rate and distortion", blocks);
  }

  private Section gap() {
    Split shown = new Comparisons(settings).shownSplit();
    List<Block> blocks = new ArrayList<>();
    add(blocks, GapFigure.joint(settings, shown));
    if (shown == Split.TEST) {
      addFolded(blocks, GapFigure.joint(settings, Split.TRAIN), Split.TRAIN);
    }
    add(blocks, SeedTable.of(settings));
    return new Section("gap", "The gap closed", blocks);
  }

  private Section frozen() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, GapFigure.frozen(settings, Split.TRAIN));
    addFolded(blocks, GapFigure.frozen(settings, Split.TEST), Split.TEST);
    add(blocks, MomentFigure.of(settings));
    add(blocks, FrozenTable.of(settings));
    add(blocks, MomentTable.of(settings));
    return new Section("frozen", "Priors for frozen encoders", blocks);
  }

  private Section likelihood() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, LikelihoodFigure.of(settings));
    blocks.addAll(warned(LikelihoodWarnings.of(settings)));
    add(blocks, LikelihoodTable.of(settings));
    add(blocks, LikelihoodDifferenceTable.of(settings));
    add(blocks, AnnealingTable.of(settings));
    return new Section("likelihood", "The likelihood", blocks);
  }

  private Section estimators() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, EstimatorFigure.of(settings, Split.TRAIN));
    addFolded(blocks, EstimatorFigure.of(settings, Split.TEST), Split.TEST);
    Table table = EstimatorTable.of(settings);
    if (!table.rows().isEmpty()) {
      blocks.add(new Block.Folded("The estimators, one by one", List.of(new Block.Tabled(table))));
    }
    return new Section("estimators", "What other estimators say", blocks);
  }

  private Section differences() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, CodesDifferenceTable.of(settings));
    List<Table> tables = new DifferenceTables(settings).tables();
    if (!tables.isEmpty()) {
      blocks.add(new Block.Tabled(tables.get(0)));
      blocks.add(
          new Block.Folded("The tests, one by one", List.of(new Block.Tabled(tables.get(1)))));
    }
    return new Section("differences", "Differences between " + settings.subject() + "s", blocks);
  }

  private Section posteriors(ModelPictures.Made made) {
    List<Block> blocks = new ArrayList<>(LatentFigures.of(settings, made.planes(), steps));
    long alone = settings.runs().stream().filter(ReportedRun::isResultsAlone).count();
    if (alone > 0) {
      blocks.add(new Block.Words(withoutCodes(alone)));
    }
    return new Section("codes", "Codes and priors", blocks);
  }

  private String withoutCodes(long alone) {
    int all = settings.models().size();
    String whose = alone == all ? "" : "Of %d of the %d models".formatted(alone, all) + ": ";
    return whose
        + "The folders have the results of the runs alone (elbo export --results), because codes and"
        + " weights are too large to keep. Therefore q(z) is not drawn beside p(z), the models make no"
        + " pictures, and there are no terms by class. Errors that are paired by data point are those"
        + " over evenly spaced rows, not over all.";
  }

  private static Section models(ModelPictures.Made made) {
    return new Section("models", "What the models make", made.blocks());
  }

  private Section training() {
    List<Block> blocks = new ArrayList<>();
    add(blocks, TermsFigure.of(settings));
    add(blocks, TrainingFigure.of(settings, report.reference()));
    add(blocks, CostTable.of(settings));
    return new Section("training", "Training", blocks);
  }

  private Section provenance() {
    List<Block> blocks = new ArrayList<>();
    if (!command.isEmpty()) {
      blocks.add(new Block.Words("This report was made by"));
      blocks.add(new Block.Code(List.of(CommandLine.of(command))));
    }
    add(blocks, ProvenanceTable.of(settings));
    add(blocks, CodesTable.of(settings));
    List<String> runs =
        settings.runs().stream().map(run -> CommandLine.of(run.spec())).distinct().toList();
    if (!runs.isEmpty()) {
      blocks.add(
          new Block.Folded("The commands that make the runs again", List.of(new Block.Code(runs))));
    }
    report.problems().forEach(problem -> blocks.add(new Block.Words("Left out: " + problem + ".")));
    return new Section("provenance", "Provenance", blocks);
  }

  private static void addFolded(List<Block> blocks, Optional<Figure> figure, Split split) {
    List<Block> folded = new ArrayList<>();
    add(folded, figure);
    if (!folded.isEmpty()) {
      blocks.add(new Block.Folded("The same figure for the " + split.label() + " rows", folded));
    }
  }

  private static void add(List<Block> blocks, Table table) {
    if (!table.rows().isEmpty()) {
      blocks.add(new Block.Tabled(table));
    }
  }

  private static void add(List<Block> blocks, Optional<Figure> figure) {
    figure.ifPresent(drawn -> blocks.add(new Block.Drawn(drawn)));
  }
}
