package org.elbosurgery.cli;

import org.elbosurgery.api.Decides;
import org.elbosurgery.api.Option;
import org.elbosurgery.framework.experiment.Split;
import org.elbosurgery.framework.report.listing.RunOrder;
import org.elbosurgery.framework.table.TableFormat;

/**
 * How {@code elbo runs} shows its list.
 *
 * @param sort by what
 * @param split the rows whose terms are shown and sorted by
 * @param format the format of the table
 */
record RunsOptions(
    @Option(
            value =
                "sort by path, a term of the ELBO such as elbo or marginal-kl, or an option; the"
                    + " smallest first",
            decides = Decides.PLACE)
        String sort,
    @Option(value = "rows whose terms are shown", decides = Decides.PLACE) Split split,
    @Option(value = "format of the table", decides = Decides.PLACE) TableFormat format) {

  RunsOptions() {
    this(RunOrder.BY_PATH, Split.TEST, TableFormat.TEXT);
  }
}
