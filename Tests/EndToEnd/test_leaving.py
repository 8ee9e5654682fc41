"""A command leaves without running exit handlers of others beside its network thread.

A small C library that the loader puts into the process leaves a mark when the process runs its
exit handlers or destructors.
"""

import os
import shutil
import subprocess
import unittest

from servers import PlayedProviders
from support import PROGRAM, Home, stop, until, watch

LIBRARY = r"""
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Only in the program that MARKED names: what it starts inherits us. */
static void mark(void) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  const char *marked = getenv("MARKED"), *file = getenv("MARK");
  if (length < 0 || !marked || !file) return;
  path[length] = 0;
  if (strcmp(path, marked) == 0) close(open(file, O_CREAT | O_WRONLY, 0600));
}

__attribute__((constructor)) static void begin(void) { atexit(mark); }
__attribute__((destructor)) static void end(void) { mark(); }
"""


class LeavingTests(unittest.TestCase):
    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        address = self.played.address("github")
        self.home = Home(watch({"github": (address, address + "/page")}), KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)
        source, library = self.home.path / "mark.c", self.home.path / "mark.so"
        source.write_text(LIBRARY)
        compiler = shutil.which("cc") or shutil.which("clang")
        subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
        self.mark = self.home.path / "mark"
        self.loaded = {"LD_PRELOAD": str(library), "MARK": str(self.mark)}

    def test_the_library_marks_a_program_that_leaves_as_usual(self):
        usual = os.path.realpath(shutil.which("true"))
        environment = {**self.home.environment, **self.loaded, "MARKED": usual}
        subprocess.run([usual], env=environment, check=True)
        self.assertTrue(self.mark.exists())

    def test_guard_and_status_run_no_exit_handler_of_others(self):
        self.addCleanup(stop, self.home.start_agent())
        until(lambda: self.played.of("/github/rate_limit"), 20, "the first probe")
        self.home.environment.update(self.loaded, MARKED=os.path.realpath(PROGRAM))
        ended = self.home.run("guard", "github", "--", "sh", "-c", "echo ran; exit 3")
        self.assertEqual((ended.returncode, ended.stdout), (3, "ran\n"), ended)
        ended = self.home.run("status")
        self.assertIn("github", ended.stdout)
        self.assertFalse(self.mark.exists())


if __name__ == "__main__":
    unittest.main()
