@echo off
rem Runs ELBO Surgery.
rem
rem   JAVA_HOME        the Java to use, 17 or later; else the java on the PATH
rem   ELBO_JAVA_OPTS   further options of the JVM; they win over those of the launcher, e.g. -Xmx4g
rem   OMP_NUM_THREADS  threads to compute on where --threads is not given; else every processor it may use
setlocal
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -version 2>&1 | findstr /r /c:"version .1[7-9]" /c:"version .[2-9][0-9]" >nul
if errorlevel 1 (
  echo elbo: no Java found, or an older one than 17; install Java 17 or later, or set JAVA_HOME to one>&2
  exit /b 1
)
rem The Vector API, loaded by the program, so that the JVM does not announce an incubating module; by JDKs later than 25,
rem and where the options are refused, announced; else, in a runtime without the module, plain Java.
set "vectors=--add-exports java.base/jdk.internal.module=ALL-UNNAMED -XX:+UnlockExperimentalVMOptions -XX:+EnableVectorSupport"
"%java%" %vectors% -version 2>&1 | findstr /r /c:"version .1[7-9]" /c:"version .2[0-5]" >nul
if errorlevel 1 (
  set "vectors=--add-modules jdk.incubator.vector"
  "%java%" --add-modules jdk.incubator.vector -version >nul 2>&1 || set "vectors="
)
rem What recent JDKs would warn about.
set "allowed=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
"%java%" %allowed% -version >nul 2>&1 || set "allowed="
rem Idle threads sleep, else two thread pools fight over the cores.
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
"%java%" "@%~dp0..\lib\jvm.options" %allowed% %vectors% %ELBO_JAVA_OPTS% -cp "%~dp0..\lib\*" org.elbosurgery.cli.Elbo %*
