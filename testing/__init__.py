"""What tests and benchmarks share: databases, processes, a WeChat account, and the last inch that is faked."""
