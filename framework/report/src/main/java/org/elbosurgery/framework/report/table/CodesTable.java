package org.elbosurgery.framework.report.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.elbosurgery.framework.report.runs.ReportedCodes;
import org.elbosurgery.framework.report.runs.Setting;
import org.elbosurgery.framework.report.runs.Settings;
import org.elbosurgery.framework.table.Column;
import org.elbosurgery.framework.table.Entry;
import org.elbosurgery.framework.table.Table;

/** The table of where the codes of a report come from. */
public final class CodesTable {

  private static final int DIGITS = 12;

  private CodesTable() {}

  /** Returns the table, with a row for each model that was trained anywhere. */
  public static Table of(Settings settings) {
    List<Column> columns = new ArrayList<>();
    List.of("model", "codes", "SHA-256 begins", "prior", "seed", "kernel")
        .forEach(heading -> columns.add(new Column(heading)));
    List<List<Entry>> rows = new ArrayList<>();
    for (Setting setting : settings.all()) {
      setting.codes().ifPresent(codes -> rows.add(row(setting, codes)));
    }
    return new Table("codes", "The codes of models trained elsewhere", columns, rows, List.of());
  }

  private static List<Entry> row(Setting setting, ReportedCodes codes) {
    return List.of(
        new Entry.Text(setting.prior()),
        new Entry.Text(ProvenanceTable.name(codes.path())),
        new Entry.Text(StringUtils.left(codes.dataSha256(), DIGITS)),
        new Entry.Text(codes.hasStandardGaussian() ? "standard Gaussian" : "prior.npz"),
        new Entry.Count(codes.seed()),
        codes
            .result()
            .train()
            .terms()
            .kernel()
            .<Entry>map(Entry.Text::new)
            .orElse(Entry.missing()));
  }
}
