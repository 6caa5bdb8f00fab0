"""The benchmark: the build, the pages' queries and the Map page in Chromium, against peers, in one run."""
