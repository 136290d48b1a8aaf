@echo off
rem Runs ELBO Surgery.
rem
rem   JAVA_HOME        the Java to use, 17 or later; else the java on the PATH
rem   ELBO_JAVA_OPTS   further options of the JVM; they win over those of the launcher, e.g. -Xmx4g
rem   OMP_NUM_THREADS  threads to compute on where --threads is not given; else every processor it may use
setlocal
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo elbo: no Java found; install Java 17 or later, or set JAVA_HOME to one>&2
  exit /b 1
)
rem Idle threads sleep, else two thread pools fight over the cores.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
"%java%" "@%~dp0..\lib\jvm.options" --add-modules jdk.incubator.vector %ELBO_JAVA_OPTS% -cp "%~dp0..\lib\*" org.elbosurgery.cli.Elbo %*
