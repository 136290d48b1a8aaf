/** Codes of models that were trained anywhere: taken apart, compared, and kept. */
package org.elbosurgery.framework.codes;
