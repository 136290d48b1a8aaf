package org.elbosurgery.framework.exchange;

import java.util.Optional;
import org.elbosurgery.api.Posteriors;
import org.elbosurgery.framework.npy.WordArray;

/**
 * The codes of the rows of a data set, with what else a model trained anywhere says of each row.
 *
 * @param posteriors q(z|x_n)
 * @param reconstruction log p(x_n|z); empty if it is not known
 * @param labels the class of each row; empty if it is not known
 */
public record RowCodes(
    Posteriors posteriors,
    Optional<RowReconstruction> reconstruction,
    Optional<WordArray> labels) {}
