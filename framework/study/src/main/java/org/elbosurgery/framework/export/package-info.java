/** Trained models, their codes and samples for other programs, such as Python. */
package org.elbosurgery.framework.export;
