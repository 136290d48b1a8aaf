/** Whether the folders that the program has left are as it left them. */
package org.elbosurgery.framework.verification;
