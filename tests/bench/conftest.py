"""The benchmarks are programs of their own, with libraries that no test needs."""

collect_ignore_glob = ["*.py"]
