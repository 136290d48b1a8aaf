/** What several estimators say of the codes of a finished run, kept in its folder. */
package org.elbosurgery.framework.estimators;
